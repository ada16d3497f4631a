import type { MessageKey } from "../i18n/messages.ts";

/** Where a shortcut leads, inside the pond; or what it does. */
export type Wish = { readonly go: string } | { readonly does: "search" | "next" | "before" | "help" };

export interface Shortcut {
  /** Keys one after the other, as `KeyboardEvent.key` calls them. */
  readonly keys: readonly string[];
  readonly wish: Wish;
  readonly label: MessageKey;
}

/** All single keys, in the order in which they are listed. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["/"], wish: { does: "search" }, label: "grid.search" },
  { keys: ["n"], wish: { go: "/new" }, label: "nav.new" },
  { keys: ["j"], wish: { does: "next" }, label: "keys.next" },
  { keys: ["k"], wish: { does: "before" }, label: "keys.before" },
  { keys: ["g", "l"], wish: { go: "" }, label: "nav.listings" },
  { keys: ["g", "d"], wish: { go: "/deals" }, label: "nav.deals" },
  { keys: ["g", "n"], wish: { go: "/news" }, label: "nav.news" },
  { keys: ["g", "p"], wish: { go: "/people" }, label: "nav.people" },
  { keys: ["g", "s"], wish: { go: "/sync" }, label: "nav.sync" },
  { keys: ["?"], wish: { does: "help" }, label: "keys.title" },
];

/** How long the first key of two waits for the second, in ms: long enough for one hand, too short to be forgotten. */
export const SEQUENCE_MS = 1500;

/** Alone they change what the next key means, and are no press. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"]);

/** What counts of a `KeyboardEvent`. */
export interface Press {
  readonly key: string;
  /** The place of the key on the board, as on an American one. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Reads presses, one after the other, and says what is wished for. With a modifier a key is the browser's or the system's; Shift is none,
 * because without it some keyboards have no `?` or `/`.
 * @param isTaken true where the key belongs to a field or an input method: it ends what was begun
 * @param time when it was pressed, in ms
 */
export function createPresses(): (press: Press, isTaken: boolean, time: number) => Wish | null {
  let begun: { readonly keys: readonly string[]; readonly time: number } | null = null;
  return (press, isTaken, time) => {
    if (MODIFIERS.has(press.key)) return null;
    const before = begun !== null && time - begun.time <= SEQUENCE_MS ? begun.keys : [];
    begun = null;
    if (isTaken || press.ctrlKey || press.altKey || press.metaKey) return null;
    const keys = [...before, keyOf(press)];
    const fitting = SHORTCUTS.filter((shortcut) => keys.every((key, i) => shortcut.keys[i] === key));
    if (fitting.some((shortcut) => shortcut.keys.length > keys.length)) begun = { keys, time };
    return fitting.find((shortcut) => shortcut.keys.length === keys.length)?.wish ?? null;
  };
}

/** The letter of a key; on boards of other scripts the one that is printed beside theirs, as Cyrillic and Greek ones have it. */
function keyOf({ key, code, shiftKey }: Press): string {
  const isOtherScript = /^\p{Letter}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  return (isOtherScript && !shiftKey ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() : undefined) ?? key;
}
