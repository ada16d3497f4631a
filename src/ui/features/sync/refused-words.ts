import type { MessageKey } from "../../i18n/messages.ts";
import { refusalWords } from "../../refusal-words.ts";

type Why = "flood" | "garbled" | "wasteful" | "impostor" | "photo" | "other";

/** What the wire itself refuses, beside the gate's kinds, which `refusalWords` knows. */
const WHY: ReadonlyMap<string, Why> = new Map([
  ["too-large", "garbled"],
  ["intro-malformed", "garbled"],
  ["flood", "flood"],
  ["too-many-requests", "flood"],
  ["words-flood", "flood"],
  ["intro-flood", "flood"],
  ["photo-flood", "flood"],
  ["wasteful", "wasteful"],
  ["impostor", "impostor"],
  ["photo-malformed", "photo"],
  ["photo-unasked", "photo"],
  ["photo-wrong", "photo"],
]);

export interface RefusedLine {
  readonly message: MessageKey;
  readonly count: number;
}

/** Why messages were refused, in sentences of ours, the most frequent first. The reasons are ours too, and none is shown as it is. */
export function refusedLines(refused: Readonly<Record<string, number>>): readonly RefusedLine[] {
  // The gate's kinds are among the names; the others are passed over.
  const ofRecords = refusalWords(refused);
  const counts = new Map<Why, number>();
  for (const [reason, count] of Object.entries(refused)) {
    const why = WHY.get(reason) ?? (refusalWords({ [reason]: 1 }).length === 0 ? "other" : null);
    if (why !== null) counts.set(why, (counts.get(why) ?? 0) + count);
  }
  const ofWire = [...counts].map(([why, count]): RefusedLine => ({ message: `believe.refused-${why}`, count }));
  return [...ofRecords, ...ofWire].sort((a, b) => b.count - a.count);
}
