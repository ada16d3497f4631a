import { createRunCollector } from "../../src/sync/code-run.ts";

/** What a camera gathers that sees all of these codes, the last first. */
export function runOf(codes: readonly string[]): Uint8Array {
  const collector = createRunCollector();
  let whole: Uint8Array | null = null;
  for (const code of codes.toReversed()) whole = collector.take(code)?.whole ?? whole;
  if (whole === null) throw new Error("these codes do not make a whole");
  return whole;
}
