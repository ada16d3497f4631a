import type { IdentityKey, Time } from "../ids.ts";
import type { DealView } from "../pond/views.ts";

export type DealEvent =
  | "offer"
  | "counter"
  | "accepted"
  | "handover"
  | "vouch"
  | "declined"
  | "withdrawn"
  | "lost"
  | "ended"
  | "broken"
  | "words";

export interface Happened {
  readonly what: DealEvent;
  readonly by: IdentityKey;
  readonly time: Time;
}

/** A note goes with the offer that it is about, ms apart: it is no news of its own. */
const SAME_MOMENT_MS = 1000;

/**
 * The newest step that the other side took in a deal of mine, and its newest private words where they came later. `lostTo`
 * is the accept that took a thing out of a deal that is lost.
 */
export function dealNews(
  deal: DealView,
  me: IdentityKey,
  lostTo: Pick<Happened, "by" | "time"> | null,
): readonly Happened[] {
  if (deal.maker !== me && deal.owner !== me) return [];
  const other = deal.maker === me ? deal.owner : deal.maker;
  const isTheirs = ({ by }: { readonly by: IdentityKey }) => by === other;
  if (deal.state === "lost") {
    const { by, time } = lostTo ?? { by: other, time: deal.updated };
    return [{ what: "lost", by, time }];
  }
  const step = newest(stepsOf(deal, other).filter(isTheirs));
  const words = newest(deal.words.filter(isTheirs).map(({ by, time }): Happened => ({ what: "words", by, time })));
  const isLater = words !== null && words.time > (step?.time ?? 0) + SAME_MOMENT_MS;
  return [...(step === null ? [] : [step]), ...(isLater ? [words] : [])];
}

function stepsOf(deal: DealView, other: IdentityKey): readonly Happened[] {
  const { agreed, ended, state, updated } = deal;
  // What a ring is made of is told as a ring.
  const rounds = deal.via === "ring" ? [] : deal.rounds;
  const isTheirEnd = (state === "declined") === (deal.rounds.at(-1)?.by !== other);
  return [
    ...rounds.map(({ by, time }, i): Happened => ({ what: i === 0 ? "offer" : "counter", by, time })),
    ...(agreed === null ? [] : [{ what: "accepted", by: agreed.by, time: agreed.time } as const]),
    ...deal.handovers.map(({ by, time }): Happened => ({ what: "handover", by, time })),
    ...deal.vouches.map(({ by, sealedAt }): Happened => ({ what: "vouch", by, time: sealedAt })),
    ...((state === "declined" || state === "withdrawn") && isTheirEnd
      ? [{ what: state, by: other, time: updated }]
      : []),
    ...(ended?.how === "agreement" ? [{ what: "ended", by: other, time: ended.time } as const] : []),
    ...(ended?.how === "broken" ? [{ what: "broken", by: ended.by, time: ended.time } as const] : []),
  ];
}

function newest(all: readonly Happened[]): Happened | null {
  return all.reduce<Happened | null>((a, b) => (a === null || b.time >= a.time ? b : a), null);
}
