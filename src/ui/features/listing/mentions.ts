import type { IdentityKey } from "../../../domain/ids.ts";
import type { Mention } from "../../../domain/kinds/talk.ts";

/** What somebody has typed so far, and who is meant by which part of it. */
export interface Typed {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A name that is being typed behind an "@": where that sign stands, and what follows it. */
export interface Asked {
  readonly at: number;
  readonly query: string;
}

/** Letters of a name that is being looked for; whoever types on means something else. */
const MAX_QUERY = 20;
/** An "@" that does not stand in an address, and what follows it up to the caret. */
const ASKED = new RegExp(String.raw`(?<![\p{Script=Latin}\p{N}._-])@([^\s@]{0,${MAX_QUERY}})$`, "u");

/** The name that is being typed at the caret; null where none is. */
export function askedAt({ text, mentions }: Typed, caret: number): Asked | null {
  const match = ASKED.exec(text.slice(0, caret));
  if (match === null) return null;
  const isMeant = mentions.some(({ at }) => at === match.index);
  return isMeant ? null : { at: match.index, query: match[1] ?? "" };
}

/** The text after a change, with whoever is still meant: a mention that was changed is none any more. */
export function edited(before: Typed, text: string): Typed {
  const shorter = Math.min(before.text.length, text.length);
  let start = 0;
  while (start < shorter && before.text[start] === text[start]) start++;
  let same = 0;
  while (same < shorter - start && before.text.at(-1 - same) === text.at(-1 - same)) same++;
  const end = before.text.length - same;
  const grown = text.length - before.text.length;
  const mentions = before.mentions.flatMap((mention): readonly Mention[] => {
    if (mention.at + mention.length <= start) return [mention];
    return mention.at >= end ? [{ ...mention, at: mention.at + grown }] : [];
  });
  return { text, mentions };
}

/** Puts a member in place of what was typed of the name. */
export function mentioned(
  typed: Typed,
  asked: Asked,
  who: { readonly member: IdentityKey; readonly name: string },
): { readonly typed: Typed; readonly caret: number } {
  const word = `@${who.name}`;
  const end = asked.at + 1 + asked.query.length;
  const { text, mentions } = edited(typed, `${typed.text.slice(0, asked.at)}${word} ${typed.text.slice(end)}`);
  const mention = { member: who.member, at: asked.at, length: word.length };
  const all = [...mentions.filter(({ at }) => at !== asked.at), mention].sort((a, b) => a.at - b.at);
  return { typed: { text, mentions: all }, caret: asked.at + word.length + 1 };
}

export type Piece = { readonly text: string } | { readonly member: IdentityKey };

/** X8: a comment as it is shown: a member's name stands where its author has put that member, whatever he wrote there. */
export function piecesOf({ text, mentions }: Typed): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { member, at, length } of mentions) {
    if (at > end) pieces.push({ text: text.slice(end, at) });
    pieces.push({ member });
    end = at + length;
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
}
