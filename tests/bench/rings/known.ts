import { z } from "zod";
import { err, ok, type Result } from "../../../src/lib/result.ts";

const lengths = z.object({ 2: z.number(), 3: z.number(), 4: z.number() });
const entry = z.object({ items: z.number(), dummies: z.number(), wants: z.number(), best: lengths });

/** What is known of the want-lists, by the names of their files without `.txt`: how much is in them, and most items traded by length. */
const knownTrades = z.record(z.string(), entry);

export type KnownTrade = z.infer<typeof entry>;
export type KnownTrades = z.infer<typeof knownTrades>;

export function parseKnown(text: string): Result<KnownTrades, string> {
  const parsed = knownTrades.safeParse(JSON.parse(text));
  return parsed.success ? ok(parsed.data) : err(`known.json: ${z.prettifyError(parsed.error)}`);
}
