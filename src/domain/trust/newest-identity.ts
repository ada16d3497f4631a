import type { IdentityKey } from "../ids.ts";
import type { MemberView } from "../pond/views.ts";

/**
 * T1 with decision 0013: an identity that was taken over, and all that it has, is the newest one of its line. Only those in
 * the pond count. Of several who claim one identity the one that it names itself stands, else the smallest key; in a
 * circle, which the fold does not let happen, the smallest key of the circle is the newest: everywhere the same (G6).
 */
export function findNewestIdentities(members: ReadonlyMap<IdentityKey, MemberView>): (id: IdentityKey) => IdentityKey {
  const next = new Map<IdentityKey, IdentityKey>();
  for (const { id, predecessors } of members.values()) {
    for (const old of predecessors) {
      const other = next.get(old);
      if (old !== id && members.has(old) && (other === undefined || id < other)) next.set(old, id);
    }
  }
  for (const { id, successor } of members.values()) {
    if (successor !== null && successor !== id && members.has(successor)) next.set(id, successor);
  }
  return (id) => (next.has(id) ? followTo(next, id) : id);
}

function followTo(next: ReadonlyMap<IdentityKey, IdentityKey>, start: IdentityKey): IdentityKey {
  const line: IdentityKey[] = [];
  for (let id: IdentityKey | undefined = start; id !== undefined; id = next.get(id)) {
    const circle: number = line.indexOf(id);
    if (circle >= 0) return line.slice(circle).reduce((least, other) => (other < least ? other : least));
    line.push(id);
  }
  return line.at(-1) ?? start;
}
