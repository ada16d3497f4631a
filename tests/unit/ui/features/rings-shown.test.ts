import { expect, test } from "vitest";
import type { IdentityKey, PondId, RecordId, Time } from "../../../../src/domain/ids.ts";
import type { RingView } from "../../../../src/domain/pond/views.ts";
import { ringsShown } from "../../../../src/ui/rings-shown.ts";

const me = "me" as IdentityKey;

function ring(id: string, by: string, mine: string | null = null): RingView {
  const leg = (member: string, offer: string | null) => ({
    member: member as IdentityKey,
    listing: `${member}'s` as RecordId,
    offer: offer as RecordId | null,
  });
  const legs = [leg("me", mine), leg(by, "offer"), leg("third", null)];
  return {
    pond: "p" as PondId,
    id: id as RecordId,
    by: by as IdentityKey,
    time: 0 as Time,
    until: 1,
    legs,
    state: "proposed",
  };
}

const ids = (rings: readonly RingView[]) => rings.map(({ id }) => id);

test("of somebody who proposes without end a few are shown, and everybody else's", () => {
  const flood = Array.from({ length: 50 }, (_, i) => ring(`eve${i}`, "eve"));
  const shown = ids(ringsShown([...flood, ring("li1", "li"), ring("mei1", "mei")], me));
  expect(shown).toEqual(["eve0", "eve1", "eve2", "li1", "mei1"]);
});

test("what I have said yes to is shown before all others, whoever proposed it", () => {
  const many = ["a", "b", "c", "d"].flatMap((by) => [1, 2, 3].map((n) => ring(`${by}${n}`, by)));
  const mine = [ring("said1", "a", "offer"), ring("said2", "a", "offer")];
  const shown = ids(ringsShown([...many, ...mine], me));
  expect(shown.slice(0, 2)).toEqual(["said1", "said2"]);
  expect(shown).toHaveLength(12);
});
