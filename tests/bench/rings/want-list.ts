import type { Want } from "../../../src/domain/rings/wants.ts";
import { err, ok, type Result } from "../../../src/lib/result.ts";

/** A math trade's want-list, as OLWLG writes it and TradeMaximizer reads it. */
export interface WantList {
  readonly items: number;
  /** Lines that only pass wants on, so that one of several like things comes at most ("duplicate protection"). */
  readonly dummies: number;
  /** Wants as they are written, those for dummies and those of dummies included. */
  readonly written: number;
  /** Wants between real items: a chain of dummies is one want that is fulfilled only if no other ring needs one of them. */
  readonly wants: readonly Want[];
}

/** `(user) item : wanted wanted …`; the user and the colon are optional. */
const LINE = /^(?:\(([^)]*)\)\s*)?([^\s:()]+)\s*:?\s*(.*)$/;
const OFFICIAL_BEGIN = /^!BEGIN-OFFICIAL-NAMES/i;
const OFFICIAL_END = /^!END-OFFICIAL-NAMES/i;
/** Dummies that one want is passed on through; real lists have two. */
const MAX_CHAIN = 4;

/** An error names the first line that is not what it has to be. */
export function parseWantList(text: string): Result<WantList, string> {
  const takenBy = new Map<string, readonly string[]>();
  let isOfficial = false;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (OFFICIAL_BEGIN.test(line)) isOfficial = true;
    const isData = !isOfficial && line.trim() !== "" && !line.startsWith("#") && !line.startsWith("!");
    if (OFFICIAL_END.test(line)) isOfficial = false;
    if (!isData) continue;
    const [, user = "", name, wanted = ""] = LINE.exec(line.trim()) ?? [];
    if (name === undefined) return err(`line ${i + 1} is no want-list's`);
    const item = nameFor(user, name);
    if (takenBy.has(item)) return err(`line ${i + 1} names ${item} a second time`);
    // A semicolon is a gap in what somebody likes better; nothing here depends on likes.
    const names = wanted.split(/[\s;]+/).filter((word) => word !== "");
    takenBy.set(
      item,
      names.map((word) => nameFor(user, word)),
    );
  }
  const items = [...takenBy.keys()].filter((item) => !isDummy(item));
  return ok({
    items: items.length,
    dummies: takenBy.size - items.length,
    written: [...takenBy.values()].reduce((sum, wanted) => sum + wanted.length, 0),
    wants: items.flatMap((item) => wantsOf(item, takenBy)),
  });
}

/** Dummies belong to a user: two users' dummies of one name are two. */
function nameFor(user: string, word: string): string {
  return isDummy(word) ? `${word} of ${user}` : word;
}

function isDummy(item: string): boolean {
  return item.startsWith("%");
}

function wantsOf(item: string, takenBy: ReadonlyMap<string, readonly string[]>): readonly Want[] {
  const through = (names: readonly string[], dummies: readonly string[]): readonly Want[] =>
    names.flatMap((takes) => {
      if (!isDummy(takes)) return [{ item, takes, onlyOneOf: dummies }];
      if (dummies.includes(takes) || dummies.length >= MAX_CHAIN) return [];
      return through(takenBy.get(takes) ?? [], [...dummies, takes]);
    });
  return through(takenBy.get(item) ?? [], []);
}
