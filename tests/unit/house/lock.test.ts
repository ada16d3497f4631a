import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingParts } from "../../../scripts/complete-lock.mjs";
import { root } from "../../../scripts/root.mjs";

const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));

test("the lock file names the native parts of every platform, so that `npm ci` takes it (else: npm run lock)", () => {
  expect(Object.keys(missingParts(read("package-lock.json")))).toEqual([]);
});

test("every version is pinned exactly", () => {
  const { dependencies, devDependencies } = read("package.json");
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d/.test(String(version)),
  );
  expect(loose).toEqual([]);
});

test("a missing part is described by its name", () => {
  const tool = { dev: true, optionalDependencies: { "@tool/linux-x64-musl": "1.2.3", "@tool/darwin-arm64": "1.2.3" } };
  const packages = { "node_modules/tool": tool, "node_modules/@tool/darwin-arm64": { version: "1.2.3" } };
  expect(missingParts({ packages })).toEqual({
    "node_modules/@tool/linux-x64-musl": {
      version: "1.2.3",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
  });
});

test("a part whose platform cannot be read is not guessed", () => {
  const packages = { "node_modules/tool": { optionalDependencies: { "tool-extra": "1.2.3" } } };
  expect(() => missingParts({ packages })).toThrow("by hand");
});
