import type { RecordId, Time } from "../../src/domain/ids.ts";
import type { SearchedListing } from "../../src/domain/search/listing-index.ts";
import { madeUpKey } from "../../src/domain/trust/made-up.ts";
import { MAX_STORY, MAX_TITLE, MAX_WANTS } from "../../src/domain/limits.ts";
import { createDice, type Dice } from "../sim/dice.ts";
import { LEXICONS, type Lexicon } from "./made-up-words.ts";

export interface MadeUpListing extends SearchedListing {
  readonly language: string;
}

/** The first listing is renewed at this time, each further one a minute later. */
const FIRST_RENEWED = Date.UTC(2026, 8, 1);
const MINUTE = 60 * 1000;
/** Names of makers, authors and streets that a language has: the long tail of its vocabulary. */
const MAKERS = 6000;
const OWNERS = 400;

/** As many listings as a large pond has, in seven languages. The same seed gives the same ones. */
export function madeUpListings(count: number, seed: number): readonly MadeUpListing[] {
  const dice = createDice(seed);
  const ponds = LEXICONS.map((lexicon) => createWriter(lexicon, dice.apart()));
  const total = LEXICONS.reduce((sum, { share }) => sum + share, 0);
  return Array.from({ length: count }, (_, n) => {
    let left = dice.int(total);
    const at = LEXICONS.findIndex(({ share }) => (left -= share) < 0);
    const text = ponds[at]?.() ?? { language: "", title: "", wants: "", story: "", ownerName: "" };
    const id = madeUpKey<RecordId>(`listing ${seed} ${n}`);
    // A time such as a record has.
    return { ...text, id, renewed: (FIRST_RENEWED + n * MINUTE) as Time };
  });
}

/** Writes one listing after the other in one language. */
function createWriter(words: Lexicon, dice: Dice): () => Omit<MadeUpListing, "id" | "renewed"> {
  const makers = Array.from({ length: MAKERS }, () => madeUpName(words, dice));
  const owners = Array.from({ length: OWNERS }, () => dice.pick(words.names) + words.joint + dice.pick(words.families));

  /** A few makers are met all the time, most hardly ever, as in every text that people write. */
  function maker(): string {
    return makers[Math.min(dice.int(MAKERS), dice.int(MAKERS))] ?? "";
  }

  function fill(pattern: string): string {
    return pattern.replaceAll(/#(thing|lesson|quality|place|name|maker|model)/g, (_, slot: string) => {
      if (slot === "thing") return dice.pick(words.things);
      if (slot === "lesson") return dice.pick(words.lessons);
      if (slot === "quality") return dice.pick(words.qualities);
      if (slot === "place") return dice.pick(words.places);
      if (slot === "name") return dice.pick(words.names);
      return slot === "maker" ? maker() : madeUpModel(dice);
    });
  }

  return () => {
    const sentences = Array.from({ length: dice.between(1, 6) }, () => fill(dice.pick(words.sentences)));
    const title = fill(dice.pick(words.titles)).slice(0, MAX_TITLE);
    const listing = {
      language: words.language,
      title: words.joint === "" ? title : capitalised(title),
      wants: fill(dice.pick(words.wants)).slice(0, MAX_WANTS),
      story: sentences.join(words.joint).slice(0, MAX_STORY),
      ownerName: dice.any(owners) ?? "",
    };
    if (dice.chance(0.3)) return listing;
    return { ...listing, tags: Array.from({ length: dice.between(1, 3) }, () => dice.pick(words.tags)) };
  };
}

function madeUpName({ syllables }: Lexicon, dice: Dice): string {
  return capitalised(Array.from({ length: dice.between(2, 4) }, () => dice.pick(syllables)).join(""));
}

function madeUpModel(dice: Dice): string {
  const letters = "ABCDEFGHKLMNPRSTVX";
  const letter = () => letters.charAt(dice.int(letters.length));
  return `${letter()}${letter()}-${dice.between(100, 9999)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
