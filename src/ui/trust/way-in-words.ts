import type { IdentityKey } from "../../domain/ids.ts";
import type { TrustAnswer, TrustBrief, TrustStep } from "../../domain/trust/answer.ts";
import type { I18n } from "../i18n/i18n.tsx";

type Words = Pick<I18n, "t" | "counted">;

/**
 * How somebody is known to the viewer, as one sentence without a full stop: by own swaps, by somebody whom one knows, or
 * by nobody. Says the way that carries most; the card tells the rest.
 */
export function wayInWords(brief: TrustBrief, nameOf: (member: IdentityKey) => string, words: Words): string {
  const { t } = words;
  const name = nameOf(brief.member);
  const [first, last] = [brief.way?.steps[0], brief.way?.steps.at(-1)];
  // More bad word than good, whichever way the good comes.
  if (brief.standing < 0 || (brief.limit === 0 && last !== undefined)) return t("way.bad", { name });
  if (first === undefined || last === undefined) return t("way.nobody", { name });
  const how = howOf(last);
  const times = timesInWords(last.why.deals.length, words);
  if (first === last) return t(`way.you-${how}`, { name, times });
  const friend = nameOf(last.from);
  if (first.to === last.from) return t(`way.friend-${how}`, { name, friend, times });
  return t(`way.far-${how}`, { name, friend, times, first: nameOf(first.to) });
}

/** "once", "twice", "3 times". */
export function timesInWords(n: number, { t, counted }: Words): string {
  return n === 2 ? t("times.two") : counted("times", n);
}

/** A swap says more than a meeting, and a meeting more than an invite. */
function howOf({ why }: TrustStep): "swapped" | "met" | "invited" {
  if (why.deals.length > 0) return "swapped";
  return why.met ? "met" : "invited";
}

/** "You can risk up to 4 drops with Li.", or why there is nothing to risk. */
export function limitInWords({ limit, plus, minus }: TrustAnswer, name: string, { t, counted }: Words): string {
  if (limit > 0) return t("risk.up-to", { drops: counted("drops", limit), name });
  return t(plus === 0 && minus === 0 ? "risk.nothing-known" : "risk.none-left", { name });
}

/** The same as `wayInWords` from a whole answer, which is null where the member is not known yet. */
export function knownInWords(
  member: IdentityKey,
  answer: TrustAnswer | null,
  nameOf: (member: IdentityKey) => string,
  words: Words,
): string {
  if (answer === null) return words.t("way.nobody", { name: nameOf(member) });
  const { limit, standing, paths } = answer;
  return wayInWords({ member, limit, standing, way: paths[0] ?? null }, nameOf, words);
}
