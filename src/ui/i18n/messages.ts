import type { en } from "./en.ts";

export type MessageKey = keyof typeof en;

/** Every language has every message: a missing one does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** Messages that come in a form for one and a form for several. */
export type CountedKey = MessageKey extends infer Key ? (Key extends `${infer Base}.one` ? Base : never) : never;

export type Params = Readonly<Record<string, string | number>>;

/** A piece of a message: text of ours, or the place where something goes. */
export type Piece = { readonly text: string } | { readonly slot: string };

export function piecesOf(template: string): readonly Piece[] {
  return template
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part) => (/^\{\w+\}$/.test(part) ? { slot: part.slice(1, -1) } : { text: part }));
}

/** Puts values into a message. What runs the other way (Arabic, Hebrew, marks) is isolated, so that it stays in its place. */
export function fill(template: string, params: Params): string {
  return piecesOf(template)
    .map((piece) => ("text" in piece ? piece.text : isolate(String(params[piece.slot] ?? ""))))
    .join("");
}

/** Hebrew, Arabic and their forms, and the marks that turn the direction of a line. */
const TURNS_AROUND = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

function isolate(value: string): string {
  return TURNS_AROUND.test(value) ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;
}
