import { LET_GO_AFTER_MS, LET_GO_EVERY_MS, NEIGHBOUR_LOOK_MS } from "./limits.ts";

/**
 * Whom a device with as many neighbours as it takes lets go, at one look out of many: rarely anybody, then any that it has
 * had for a while. Both then announce themselves, and who has found no room or only his own corner comes in (decision 0010).
 */
export function whomToLetGo<Neighbour>(
  sinceByNeighbour: ReadonlyMap<Neighbour, number>,
  { most, now, random }: { readonly most: number; readonly now: number; readonly random: () => number },
): Neighbour | null {
  if (sinceByNeighbour.size < most || random() >= NEIGHBOUR_LOOK_MS / LET_GO_EVERY_MS) return null;
  const settled = [...sinceByNeighbour].filter(([, since]) => now - since >= LET_GO_AFTER_MS);
  return settled[Math.floor(random() * settled.length)]?.[0] ?? null;
}
