import { ok } from "../../lib/result.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { Ground, Sessions } from "../pond-session.ts";
import { forgetSamples } from "./sample.ts";

/** What turns a seed into words and back; loaded when it is wanted. */
export interface PhraseParts {
  readonly loadWordlist: () => Promise<readonly string[]>;
  readonly phraseOf: (seed: Uint8Array) => Promise<readonly string[]>;
  /** Null where the words do not fit together: their last bits check the others. */
  readonly seedOfPhrase: (words: readonly string[]) => Promise<Uint8Array | null>;
}

const PHRASE_WORDS = 24;
/** No two words of the list begin with the same four letters. */
const TELLING_LETTERS = 4;
/** Characters that are looked at: 24 words of eight letters, with numbers and lines between them, several times over. */
const MAX_TYPED = 2000;

/** K1: the words that are the identity. */
export function createPhraseCommands(
  ground: Ground,
  sessions: Sessions,
  { loadWordlist, phraseOf, seedOfPhrase }: PhraseParts,
): Pick<ShoalCommands, "phrase" | "restorePhrase"> {
  return {
    phrase: async () => ok(await phraseOf(await ground.vault.identitySeed())),
    restorePhrase: async (text) => {
      // As people write lists down: numbered, on lines, with commas.
      const typed =
        text
          .normalize("NFKC")
          .slice(0, MAX_TYPED)
          .toLowerCase()
          .match(/[a-z]+/g) ?? [];
      if (typed.length !== PHRASE_WORDS) return fail({ kind: "phrase-length", words: typed.length });
      const wordlist = await loadWordlist();
      const words = typed.map((word) => wholeWord(word, wordlist));
      const places = words.flatMap((word, i) => (word === null ? [i + 1] : []));
      if (places.length > 0) return fail({ kind: "phrase-unknown", places });
      const seed = await seedOfPhrase(words.filter((word) => word !== null));
      if (seed === null) return fail({ kind: "phrase-wrong" });
      await forgetSamples(ground, sessions);
      const adopted = await ground.vault.adoptIdentity(seed);
      seed.fill(0);
      return adopted === "another" ? fail({ kind: "another-identity" }) : ok(undefined);
    },
  };
}

/** The word itself, or the one that four of its letters stand for. */
function wholeWord(typed: string, wordlist: readonly string[]): string | null {
  if (wordlist.includes(typed)) return typed;
  return typed.length === TELLING_LETTERS ? (wordlist.find((word) => word.startsWith(typed)) ?? null) : null;
}
