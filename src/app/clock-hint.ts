import type { SyncGlance } from "./api.ts";

/** ms for which somebody is connected and has taken nothing of mine: an honest peer needs a second or two. */
const NOT_TAKEN_MS = 30_000;

/** A clock that is wrong by more than ten minutes parts a device from the others (L4). */
export function clockSeems(
  { refused, peers, onlyHere, state }: Pick<SyncGlance, "refused" | "peers" | "onlyHere" | "state">,
  now: number,
): "right" | "behind" | "doubtful" {
  if ((refused["time-ahead"] ?? 0) > 0) return "behind";
  const isIgnored = state === "on" && onlyHere > 0 && peers.some(({ since }) => now - since > NOT_TAKEN_MS);
  return isIgnored ? "doubtful" : "right";
}
