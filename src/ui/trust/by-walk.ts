import type { IdentityKey } from "../../domain/ids.ts";
import type { WalkShares } from "../../domain/trust/answer.ts";

/** Where what is mine stands among the rest: on top of the people, at the end of the things, which I do not look for. */
export type OwnPlace = "first" | "last";

/** T10: sorted by the share that the viewer's walk gives to whom each belongs; equal ones, and strangers, stay as they were. */
export function mostTrustedFirst<T>(
  items: readonly T[],
  personOf: (item: T) => IdentityKey,
  shares: WalkShares,
  me: { readonly id: IdentityKey; readonly place: OwnPlace },
): readonly T[] {
  const own = me.place === "first" ? Infinity : -Infinity;
  const weighed = items.map((item) => {
    const person = personOf(item);
    return { item, weight: person === me.id ? own : (shares.get(person) ?? 0) };
  });
  // Not by difference: ∞ − ∞ is no number.
  return weighed.sort((a, b) => (a.weight === b.weight ? 0 : b.weight > a.weight ? 1 : -1)).map(({ item }) => item);
}
