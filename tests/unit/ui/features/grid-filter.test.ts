import { expect, test } from "vitest";
import type { IdentityKey, PondId, RecordId, Time } from "../../../../src/domain/ids.ts";
import type { ListingView } from "../../../../src/domain/pond/views.ts";
import { narrowed, placesIn } from "../../../../src/ui/features/grid/grid-filter.ts";
import { keyOf } from "../../../support/teller.ts";

const [mei, li] = [keyOf<IdentityKey>("mei"), keyOf<IdentityKey>("li")];

function listing(title: string, more: Partial<ListingView> = {}): ListingView {
  return {
    pond: keyOf<PondId>("pond"),
    id: keyOf<RecordId>(title),
    owner: li,
    kind: "thing",
    title,
    story: "",
    condition: null,
    wants: "",
    returns: "swap",
    tags: [],
    place: "",
    preview: null,
    photos: [],
    posted: 0 as Time,
    renewed: 0 as Time,
    state: "open",
    withdrawn: null,
    deal: null,
    heldUntil: null,
    ...more,
  };
}

const ALL = { kind: "any", returns: "any", place: null, theyWant: "" } as const;
const titles = (listings: readonly ListingView[]) => listings.map(({ title }) => title);

test("what is near is what says so in the same words, however they are written", () => {
  const pond = [
    listing("a", { place: "Library side" }),
    listing("b", { place: " LIBRARY  side" }),
    listing("c", { place: "library" }),
    listing("d"),
  ];
  expect(titles(narrowed(pond, { ...ALL, place: "library side" }))).toEqual(["a", "b"]);
  expect(titles(narrowed(pond, ALL))).toEqual(["a", "b", "c", "d"]);
});

test("where I am is where my newest listing is, by my own word; places are those of the pond, the busiest first", () => {
  const pond = [
    listing("a", { place: "Library side" }),
    listing("b", { place: "Dorm 3", owner: mei, renewed: 1 as Time }),
    listing("c", { place: "dorm 3", owner: mei, renewed: 2 as Time }),
    listing("d", { owner: mei, renewed: 3 as Time }),
    listing("e", { place: "   " }),
  ];
  const all = [
    { key: "dorm 3", words: "Dorm 3" },
    { key: "library side", words: "Library side" },
  ];
  expect(placesIn(pond, mei)).toEqual({ mine: { key: "dorm 3", words: "dorm 3" }, all });
  expect(placesIn(pond, li)).toEqual({ mine: { key: "library side", words: "Library side" }, all });
  expect(placesIn(pond, keyOf<IdentityKey>("zoe")).mine).toBeNull();
});

test("what they want: all words, in any case and language; of a wanted post the thing itself", () => {
  const pond = [
    listing("cooker", { wants: "a desk Lámp or a chair" }),
    listing("kettle", { wants: "台灯" }),
    listing("Looking for a lamp", { kind: "wanted", wants: "a cake" }),
    listing("lamp", { wants: "a book" }),
  ];
  expect(titles(narrowed(pond, { ...ALL, theyWant: "LAMP" }))).toEqual(["cooker", "Looking for a lamp"]);
  expect(titles(narrowed(pond, { ...ALL, theyWant: " lamp  desk " }))).toEqual(["cooker"]);
  expect(titles(narrowed(pond, { ...ALL, theyWant: "台" }))).toEqual(["kettle"]);
  expect(titles(narrowed(pond, { ...ALL, theyWant: "cake" }))).toEqual([]);
  expect(titles(narrowed(pond, { ...ALL, theyWant: "lamp", kind: "thing" }))).toEqual(["cooker"]);
});
