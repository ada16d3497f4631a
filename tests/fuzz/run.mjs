// `npm run fuzz`: every target of tests/fuzz for a time, each time from another seed. `npm run fuzz -- --seconds 600 --seed 7 --target cbor`.
import { parseArgs } from "node:util";
import { ensureInstalled } from "../../scripts/install.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    target: { type: "string" },
  },
});
if (!(Number(values.seconds) > 0) || !Number.isInteger(Number(values.seed))) {
  console.error("--seconds and --seed are numbers.");
  process.exit(1);
}

ensureInstalled();
const { run } = await import("../../scripts/run.mjs");
console.log(`fuzz: ${values.seconds} s from seed ${values.seed}`);
const ended = await run(
  "vitest",
  ["run", "--project", "core", "tests/fuzz/fuzz.test.ts", "--disable-console-intercept"],
  {
    FUZZ_SECONDS: values.seconds,
    FUZZ_SEED: values.seed,
    ...(values.target === undefined ? {} : { FUZZ_TARGET: values.target }),
  },
);
process.exit(ended ? 0 : 1);
