import { type Accessor, createMemo } from "solid-js";
import type { IdentityKey } from "../../domain/ids.ts";
import type { TrustBrief } from "../../domain/trust/answer.ts";
import { createLiveQuery } from "../live-query.ts";
import { usePond } from "../pond-context.tsx";
import { useShoal } from "../services.tsx";

/**
 * What is known of those who are on the screen, asked for all of them at once. While more come into sight, what was
 * known before stays; nobody is told about himself.
 */
export function createBriefs(shown: () => Iterable<IdentityKey>): Accessor<ReadonlyMap<IdentityKey, TrustBrief>> {
  const { queries } = useShoal();
  const scope = usePond();
  const members = createMemo(() => othersOf(shown(), scope.me), [], { equals: isSameList });
  const answer = createLiveQuery(() => (members().length === 0 ? null : queries.briefs(scope.pond, members())));
  const known = createMemo<ReadonlyMap<IdentityKey, TrustBrief>>((before) => {
    const now = answer();
    return now === undefined ? before : new Map([...before, ...now]);
  }, new Map());
  return known;
}

function othersOf(shown: Iterable<IdentityKey>, me: IdentityKey): readonly IdentityKey[] {
  const others = new Set(shown);
  others.delete(me);
  return [...others].sort();
}

function isSameList(a: readonly IdentityKey[], b: readonly IdentityKey[]): boolean {
  return a.length === b.length && a.every((member, i) => member === b[i]);
}
