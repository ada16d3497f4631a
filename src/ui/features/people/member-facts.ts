import { hasDealLapsed, hasOfferLapsed } from "../../../app/deal-actions.ts";
import type { IdentityKey, RecordId } from "../../../domain/ids.ts";
import type { DealView, EndView, MemberView, OpenedVouch, VouchView } from "../../../domain/pond/views.ts";

/** A first answer to an offer, and how long it took, in ms. */
export interface FirstAnswer {
  readonly deal: DealView;
  readonly took: number;
}

/** A deal that one party has ended, saying that the other broke it. */
export interface BrokenDeal {
  readonly deal: DealView;
  readonly ended: EndView & { readonly how: "broken" };
}

/** A deal with one side's opened vouch in it. */
export interface Said {
  readonly deal: DealView;
  readonly vouch: VouchView & { readonly opened: OpenedVouch };
}

/** Rules trust: what the records say of a member, the same for every viewer; each fact with the records behind it. */
export interface MemberFacts {
  readonly done: readonly DealView[];
  readonly partners: readonly IdentityKey[];
  /** Agreed, and then never handed over. */
  readonly lapsed: readonly DealView[];
  /** Agreed, and the other says that this member did not show up. */
  readonly notCome: readonly Said[];
  /** Agreed, and broken by this member, as the other says (D11). */
  readonly broken: readonly BrokenDeal[];
  readonly good: readonly Said[];
  readonly bad: readonly Said[];
  readonly answers: readonly FirstAnswer[];
  /** Median of how long first answers took, in ms; null where no offer was answered. */
  readonly usualAnswer: number | null;
  readonly unanswered: readonly DealView[];
}

/** Reads the facts from all deals of a member, under this identity and those that it has taken over. `now` in ms. */
export function memberFacts(
  member: Pick<MemberView, "id" | "predecessors">,
  deals: readonly DealView[],
  now: number,
): MemberFacts {
  const isMember = (id: IdentityKey) => id === member.id || member.predecessors.includes(id);
  const done = deals.filter(({ state }) => state === "done");
  const about = deals.flatMap((deal) => saidIn(deal).filter(({ vouch }) => isMember(vouch.about)));
  // A ring, a lot or a calendar is answered otherwise, or by nobody.
  const offered = deals.filter(({ owner, via }) => isMember(owner) && via === null);
  const answers = offered.flatMap((deal) => firstAnswer(deal, isMember));
  return {
    done,
    partners: [...new Set(done.map(({ maker, owner }) => (isMember(maker) ? owner : maker)))],
    lapsed: deals.filter((deal) => hasDealLapsed(deal, now)),
    notCome: about.filter(({ vouch }) => !vouch.opened.showedUp),
    broken: deals.flatMap((deal) => {
      const { ended } = deal;
      return ended?.how === "broken" && !isMember(ended.by) ? [{ deal, ended }] : [];
    }),
    good: about.filter(({ vouch }) => vouch.opened.good),
    bad: about.filter(({ vouch }) => !vouch.opened.good),
    answers,
    usualAnswer: median(answers.map(({ took }) => took)),
    unanswered: offered.filter((deal) => deal.rounds.length === 1 && hasOfferLapsed(deal, now)),
  };
}

/** Deals that were broken off after they were agreed, each once. */
export function brokenOff({ lapsed, notCome, broken }: MemberFacts): ReadonlySet<RecordId> {
  return new Set([...lapsed, ...[...notCome, ...broken].map(({ deal }) => deal)].map(({ id }) => id));
}

function saidIn(deal: DealView): readonly Said[] {
  return deal.vouches.flatMap((vouch) => {
    const { opened } = vouch;
    return opened === null ? [] : [{ deal, vouch: { ...vouch, opened } }];
  });
}

/** Other terms, an acceptance, or a refusal, whichever came first: nothing is written in a thread once it was declined. */
function firstAnswer(deal: DealView, isMember: (id: IdentityKey) => boolean): readonly FirstAnswer[] {
  const [offer, second] = deal.rounds;
  if (offer === undefined) return [];
  const agreed = deal.agreed !== null && isMember(deal.agreed.by) ? deal.agreed.time : null;
  const declined = deal.state === "declined" ? deal.updated : null;
  const at = second?.time ?? agreed ?? declined;
  return at === null ? [] : [{ deal, took: Math.max(0, at - offer.time) }];
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
