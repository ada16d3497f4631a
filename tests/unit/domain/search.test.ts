import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordId, Time } from "../../../src/domain/ids.ts";
import { foldText } from "../../../src/domain/search/fold-text.ts";
import { createListingIndex, type SearchedListing } from "../../../src/domain/search/listing-index.ts";
import { kept, pieces, splitWords } from "../../../src/domain/search/split-words.ts";
import { wantedTerms } from "../../../src/domain/search/wanted-terms.ts";
import { madeUpKey } from "../../../src/domain/trust/made-up.ts";
import { strangeTexts } from "../../sim/texts.ts";
import { madeUpListings } from "../../support/made-up-listings.ts";

/** So long a search may take on a machine that has other things to do; each takes a few ms. */
const BOUND_MS = 2000;

let made = 0;

function listing(title: string, rest: Partial<SearchedListing> = {}): SearchedListing {
  const id = madeUpKey<RecordId>(`search ${made++}`);
  // A time such as a record has.
  return { id, title, wants: "", story: "", ownerName: "", renewed: made as Time, ...rest };
}

function indexOf(...listings: readonly SearchedListing[]) {
  const index = createListingIndex();
  for (const each of listings) index.put(each);
  return {
    ...index,
    titles: (query: string) =>
      index.find(query, { most: 10 }).map(({ id }) => listings.find((each) => each.id === id)?.title),
  };
}

describe("Bob looks for something", () => {
  const cooker = listing("Rice cooker, almost new", { story: "Bought by my flatmate Zoë", tags: ["kitchen"] });
  const bike = listing("Folding bike", { wants: "a rice cooker", ownerName: "Chloé Müller" });
  const zh = listing("九成新电饭锅", { story: "可以在图书馆自取" });
  const zhBike = listing("二手自行车", { wants: "电饭锅" });
  const lock = listing("Fahrradschloss für große Räder");
  const thai = listing("ซ่อมจักรยานโดยสมชาย");
  const japanese = listing("折りたたみ自転車のヘルメット");
  const korean = listing("접이식 자전거");
  const { titles } = indexOf(cooker, bike, zh, zhBike, lock, thai, japanese, korean);

  test.each(["r", "ri", "ric", "rice", "rice ", "rice c", "rice coo", "rice cooker", "RICE COOKER", "cooker rice"])(
    "while he types: %j",
    (query) => expect(titles(query)[0]).toBe(cooker.title),
  );

  test("a word in the title weighs more than one in what is wanted, and both are found", () => {
    expect(titles("rice cooker")).toEqual([cooker.title, bike.title]);
  });

  test.each([
    ["one letter missing", "rice coker"],
    ["one too many", "rice coooker"],
    ["one wrong", "rice cooket"],
    ["two exchanged", "rcie cooekr"],
  ])("%s", (_, query) => expect(titles(query)[0]).toBe(cooker.title));

  test("two slips in a long word, and an exchange with another slip", () => {
    expect(titles("fahradschlos")).toEqual([lock.title]);
    expect(titles("fahradschlsos")).toEqual([lock.title]);
  });

  test("a short word is forgiven nothing, a number neither", () => {
    const phone = listing("Phone 2019 red");
    expect(indexOf(phone).titles("rad phone")).toEqual([]);
    expect(indexOf(phone).titles("phone 2018")).toEqual([]);
    expect(indexOf(phone).titles("phone 20")).toEqual([phone.title]);
  });

  test.each(["chloe", "CHLOÉ", "Chloe\u0301", "muller", "mueller", "Müller"])("accents are no hurdle: %s", (query) =>
    expect(titles(query)).toEqual([bike.title]),
  );

  test("sharp s, wide letters, ligatures and hidden signs are read as people type them", () => {
    expect(titles("grosse")).toEqual([lock.title]);
    expect(titles("ｒｉｃｅ")[0]).toBe(cooker.title);
    expect(titles("fol\u00ADding")).toEqual([bike.title]);
    expect(foldText("ﬁn ŁÓDŹ Æsir")).toBe("fin lodz aesir");
  });

  test("the beginning of a compound finds it, wherever it stands in the query", () => {
    expect(titles("fahrrad")).toEqual([lock.title]);
    expect(titles("fahrrad räder ")).toEqual([lock.title]);
  });

  test.each(["电", "电饭", "饭锅", "电饭锅", "锅"])("Chinese, by any part: %s", (query) =>
    expect(titles(query)).toEqual([zh.title, zhBike.title]),
  );

  test.each(["自行", "行车", "自行车", "车", "二手 自行车", "自行车 电饭锅"])("and %s", (query) =>
    expect(titles(query)).toEqual([zhBike.title]),
  );

  test("signs that stand apart are no word", () => expect(titles("电锅")).toEqual([]));

  test("Thai, Japanese and Korean, by a part", () => {
    expect(titles("จักรยาน")).toEqual([thai.title]);
    expect(titles("จัก")).toEqual([thai.title]);
    expect(titles("สม")).toEqual([thai.title]);
    expect(titles("自転車")).toEqual([japanese.title]);
    expect(titles("ヘルメット")).toEqual([japanese.title]);
    expect(titles("ﾍﾙﾒｯﾄ")).toEqual([japanese.title]);
    expect(titles("전거")).toEqual([korean.title]);
  });

  test("all words must be there, each in any field", () => {
    expect(titles("kitchen zoe cooker")).toEqual([cooker.title]);
    expect(titles("kitchen bike")).toEqual([]);
  });

  test("scripts and numbers written together are found apart, and the other way round", () => {
    const phone = listing("iPhone13手机");
    for (const query of ["iphone 13", "手机", "iphone13", "13 手机"]) {
      expect(indexOf(phone).titles(query)).toEqual([phone.title]);
    }
    expect(indexOf(listing("Taxi 🚲 ride")).titles("🚲")).toHaveLength(1);
  });

  test.each(["", " ", "!?", "\u200B", "\u0301", "\uD800", "--"])("no word, no answer: %j", (query) =>
    expect(titles(query)).toEqual([]),
  );
});

describe("what the index keeps", () => {
  test("of equals the one renewed last comes first, then the id decides", () => {
    const at = (name: string, renewed: number) =>
      // As above.
      ({ ...listing("Lamp"), id: madeUpKey<RecordId>(name), renewed: renewed as Time });
    const all = [at("a", 1), at("b", 3), at("c", 2), at("d", 2)];
    const twins = [all[2], all[3]].map((each) => each?.id ?? "").sort();
    const found = indexOf(...all).find("lamp", { most: 10 });
    expect(found.map(({ id }) => id)).toEqual([all[1]?.id, ...twins, all[0]?.id]);
    expect(indexOf(...all).find("lamp", { most: 2 })).toEqual(found.slice(0, 2));
  });

  test("a listing put again is known by its new words only, and by its new time", () => {
    const [old, other] = [listing("Blue lamp"), listing("Blue lamp")];
    const index = indexOf(old, other);
    expect(index.find("lamp", { most: 1 })).toMatchObject([{ id: other.id }]);
    // As above.
    index.put({ ...old, renewed: (other.renewed + 1) as Time });
    expect(index.find("lamp", { most: 1 })).toMatchObject([{ id: old.id }]);
    index.put({ ...old, title: "Blue chair" });
    expect(index.find("lamp", { most: 9 }).map(({ id }) => id)).toEqual([other.id]);
    expect(index.find("chair", { most: 9 }).map(({ id }) => id)).toEqual([old.id]);
  });

  test("only what the caller accepts counts among the first so many", () => {
    const all = ["Lamp", "Lamp", "Lamp"].map((title) => listing(title));
    const found = indexOf(...all).find("lamp", { most: 1, accepts: (id) => id === all[0]?.id });
    expect(found).toMatchObject([{ id: all[0]?.id }]);
  });

  test("to remove what is not there is nothing", () => {
    const index = indexOf(listing("Lamp"));
    index.remove(madeUpKey<RecordId>("nobody's"));
    expect(index.find("lamp", { most: 1 })).toHaveLength(1);
  });
});

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe("whatever is in it", () => {
  test("a listing is found by each of its title's words", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const listings = madeUpListings(40, seed);
        const index = indexOf(...listings);
        for (const { id, title } of listings) {
          for (const word of title.split(/[\s,（），]+/).filter(Boolean)) {
            expect(ids(index.find(word, { most: Infinity })), `${word} of ${title}`).toContain(id);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("so is one with any title that has a word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (title) => {
        const one = listing(title);
        const index = indexOf(one, listing("Lamp"));
        fc.pre(wantedTerms(title).length > 0);
        expect(ids(index.find(title, { most: Infinity }))).toContain(one.id);
      }),
    );
  });

  test("a stretch of a Chinese title finds it, however short", () => {
    const signs = fc.string({
      unit: fc.constantFrom(...Array.from("电饭锅自行车图书馆山地")),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(signs, fc.nat(), fc.nat(), (title, from, length) => {
        const at = from % title.length;
        const part = title.slice(at, at + 1 + (length % title.length));
        expect(ids(indexOf(listing(title)).find(part, { most: 1 }))).toHaveLength(1);
      }),
    );
  });

  test("what is removed is gone, and leaves the rest as if it had never been", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat({ max: 29 }), { minLength: 1, maxLength: 20 }), (seed, gone) => {
        const listings = madeUpListings(30, seed);
        const away = new Set(gone.map((at) => listings[at]?.id));
        const index = indexOf(...listings);
        for (const id of away) if (id !== undefined) index.remove(id);
        const fresh = indexOf(...listings.filter(({ id }) => !away.has(id)));
        for (const query of queriesOf(listings)) {
          expect(index.find(query, { most: 10 })).toEqual(fresh.find(query, { most: 10 }));
        }
      }),
      { numRuns: 10 },
    );
  });

  test("the order in which listings came changes no answer", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const listings = madeUpListings(40, seed);
        const [first, other] = [indexOf(...listings), indexOf(...listings.toReversed())];
        for (const query of queriesOf(listings)) {
          expect(first.find(query, { most: 20 })).toEqual(other.find(query, { most: 20 }));
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("Eve writes and asks what she likes", () => {
  test("no text throws, in a listing or in a query", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(...strangeTexts));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), text, (title, story, tags, query) => {
        const one = listing(title, { story, tags, wants: query, ownerName: title });
        const index = indexOf(one);
        for (const asked of [query, title, story.slice(0, 20), `${query} ${title}`]) index.find(asked, { most: 5 });
        index.remove(one.id);
        expect(index.find(title, { most: 5 })).toEqual([]);
      }),
    );
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is a word like others", (word) => {
    expect(indexOf(listing(word)).titles(word)).toEqual([word]);
    expect(indexOf(listing("Lamp")).titles(word)).toEqual([]);
  });

  test("a query has an end, however long it is", () => {
    const long = ["ﷺ", "a ", "abcdefgh ", "的", "自行车", "a\u0301", "e", "ครับ", "😀", "한국", "qwertzuiop asdfghjkl "];
    const index = indexOf(...madeUpListings(500, 7));
    for (const text of long) {
      const started = performance.now();
      index.find(text.repeat(20_000), { most: 10 });
      expect(performance.now() - started, text).toBeLessThan(BOUND_MS);
      expect(wantedTerms(text.repeat(20_000)).length).toBeLessThanOrEqual(16);
    }
  });

  test("listings full of words that differ by a letter do not make a query slow", () => {
    const words = (from: number) =>
      Array.from({ length: 200 }, (_, n) => `bicy${(from * 200 + n).toString(36).replaceAll(/\d/g, "x")}le`).join(" ");
    const index = indexOf(...Array.from({ length: 200 }, (_, n) => listing("Bait", { story: words(n) })));
    const started = performance.now();
    index.find("bicyclle bicyyle bicxle biccycle", { most: 10 });
    expect(performance.now() - started).toBeLessThan(BOUND_MS);
  });

  test("a text beyond every limit is cut, not refused", () => {
    const one = listing("Lamp", {
      story: "lantern ".repeat(100_000),
      tags: Array.from({ length: 10_000 }, () => "tag"),
    });
    expect(indexOf(one).titles("lantern tag")).toEqual(["Lamp"]);
  });
});

test("a gram is kept from each of its signs on, and asked for by its full pieces", () => {
  const [word] = splitWords("电饭锅");
  expect(word).toMatchObject({ kind: "gram", size: 2 });
  expect(word && kept(word)).toEqual(["电饭", "饭锅", "锅"]);
  expect(word && pieces(word)).toEqual(["电饭", "饭锅"]);
});

function ids(found: readonly { readonly id: RecordId }[]): readonly RecordId[] {
  return found.map(({ id }) => id);
}

/** What people might ask of such listings: beginnings of titles, words of stories, slips, single letters. */
function queriesOf(listings: readonly SearchedListing[]): readonly string[] {
  return listings.flatMap(({ title, story }, n) => {
    const word = story.split(/\s+/)[n % 3] ?? "";
    return [title.slice(0, 1 + (n % 6)), title, word, `${word.slice(1)} ${title.slice(0, 2)}`];
  });
}
