import type { PondId } from "../ids.ts";
import type { Thread } from "./thread.ts";
import type { DealView } from "./views.ts";

/** A thread as people see it. `lost`: something in it was promised in another deal that stands before it (D6). */
export function dealView(pond: PondId, thread: Thread, lost: boolean, via: DealView["via"]): DealView {
  const { id, listing, maker, owner, rounds, agreed, handovers, vouches, words, holds, thanks, updated } = thread;
  const { closedWhy, ended, endAskedBy } = thread;
  const state = stageOf(thread, lost);
  const by = rounds.at(-1)?.by;
  const isAnswered = state !== "offered" || via === "ring" || via === "lot";
  const turn = isAnswered ? null : by === maker ? owner : maker;
  return {
    pond,
    id,
    listing,
    maker,
    owner,
    rounds,
    state,
    turn,
    agreed,
    handovers,
    vouches,
    words,
    holds,
    thanks,
    via,
    closedWhy,
    ended,
    endAskedBy,
    updated,
  };
}

function stageOf(thread: Thread, lost: boolean): DealView["state"] {
  if (thread.agreed === null) return thread.closed ?? "offered";
  if (lost) return "lost";
  if (thread.ended !== null) return thread.ended.how === "broken" ? "broken" : "ended";
  return (["agreed", "handed", "done"] as const)[thread.handovers.length] ?? "done";
}
