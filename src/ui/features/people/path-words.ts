import type { IdentityKey, RecordId } from "../../../domain/ids.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import type { TrustPath, TrustStep } from "../../../domain/trust/answer.ts";
import type { I18n } from "../../i18n/i18n.tsx";
import { timesInWords } from "../../trust/way-in-words.ts";

/** What sentences about ways are made of. */
export interface PathWords {
  readonly i18n: Pick<I18n, "t" | "counted">;
  readonly nameOf: (member: IdentityKey) => string;
  readonly me: IdentityKey;
  readonly deals: ReadonlyMap<RecordId, DealView>;
}

/** "You swapped with Mei twice; Mei swapped with Li once, face to face: 4 drops." */
export function pathInWords({ drops, steps }: TrustPath, words: PathWords): string {
  const { t, counted } = words.i18n;
  const said = steps.map((step) => stepInWords(step, words)).join(t("path.join"));
  return t("path.sentence", { steps: said, drops: counted("drops", drops) });
}

/** The same for bad word: the last step is what somebody says of the member. */
export function reportInWords({ drops, steps }: TrustPath, words: PathWords): string {
  const { t, counted } = words.i18n;
  const last = steps.at(-1);
  const said = steps.slice(0, -1).map((step) => stepInWords(step, words));
  if (last !== undefined) said.push(badStepInWords(last, words));
  return t("path.report", { steps: said.join(t("path.join")), drops: counted("drops", drops) });
}

/** All that is between two: swaps, a meeting, an invite; the most telling first. */
export function stepInWords({ from, to, why }: TrustStep, words: PathWords): string {
  const { t } = words.i18n;
  const who = from === words.me ? "you" : "a";
  const names = { a: words.nameOf(from), name: words.nameOf(to) };
  if (why.deals.length > 0) {
    const how = why.deals.every((id) => isFaceToFace(words.deals.get(id))) ? "swapped-face" : "swapped";
    const said = t(`step.${who}-${how}`, { ...names, times: timesInWords(why.deals.length, words.i18n) });
    const more = [why.met ? t("step.also-met") : "", why.invited ? t("step.also-invited") : ""];
    return said + more.join("");
  }
  if (why.met) return t(`step.${who}-met`, names) + (why.invited ? t("step.also-invited") : "");
  return t(`step.${who}-invited`, names);
}

/** Who says that it was not good. */
export function badStepInWords({ from, to }: TrustStep, { i18n, nameOf, me }: PathWords): string {
  return i18n.t(from === me ? "step.you-bad" : "step.a-bad", { a: nameOf(from), name: nameOf(to) });
}

function isFaceToFace(deal: DealView | undefined): boolean {
  return deal !== undefined && deal.handovers.length === 2 && deal.handovers.every(({ how }) => how !== "apart");
}
