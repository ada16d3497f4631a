import { describe, expect, test } from "vitest";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { fuzzTarget } from "./fuzz-target.ts";
import { keep, readKept } from "./kept.ts";
import type { Target } from "./target.ts";
import { targetsOfBytes } from "./targets-of-bytes.ts";
import { targetsOfCarried } from "./targets-of-carried.ts";
import { targetsOfKeeping } from "./targets-of-keeping.ts";
import { targetsOfText } from "./targets-of-text.ts";

/** `npm run fuzz` says how long and from where; without it, each target is tried briefly and always the same way. */
const seconds = Number(process.env["FUZZ_SECONDS"] ?? 0);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_601);
const isLong = seconds > 0;

const only = process.env["FUZZ_TARGET"];

const all: readonly Target[] = [
  ...(await targetsOfBytes()),
  ...(await targetsOfCarried()),
  ...(await targetsOfKeeping()),
  ...targetsOfText(),
];
const targets = all.filter(({ name }) => only === undefined || name === only);
const half = (seconds * 1000) / targets.length / 2;
/** Characters of a finding's input; its file has all of it. */
const MAX_PRINTED = 1000;
const BRIEFLY = { mutations: 400, properties: 150, time: 5_000 };
const BRIEFLY_SLOW = { mutations: 40, properties: 15, time: 5_000 };
const LONG = { mutations: Number.POSITIVE_INFINITY, properties: 2 ** 31 - 1, time: half };

describe("whatever a stranger sends", () => {
  test.each(targets)(
    "$name: no throw, one spelling, nothing out of proportion",
    async (target) => {
      const report = await fuzzTarget(target, { seed, ...(isLong ? LONG : target.isSlow ? BRIEFLY_SLOW : BRIEFLY) });
      const { executions, accepted, outcomes, findings } = report;
      if (isLong)
        console.log(
          `${target.name}: ${executions} executions, ${accepted} accepted, ${outcomes.size} distinct outcomes`,
        );
      for (const finding of findings) {
        const file = keep(target.name, finding);
        console.error(
          `${target.name}: ${finding.why}\n${bytesToBase64Url(finding.input).slice(0, MAX_PRINTED)}\nkept in ${file}`,
        );
      }
      expect(findings.map(({ why }) => why)).toEqual([]);
      expect(accepted).toBeGreaterThan(0);
      expect(outcomes.size).toBeGreaterThan(1);
    },
    seconds * 2000 + 60_000,
  );

  test.each(readKept())("what broke a promise once keeps it now: $file", async ({ target, input }) => {
    const known = all.find(({ name }) => name === target);
    expect(known).toBeDefined();
    await known?.check(input);
  });
});
