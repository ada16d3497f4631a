import { beforeAll, expect, test } from "vitest";
import { type Complaint, lint } from "./lint-box.ts";

/** What is to be imported: enough that an import of it offends by its place alone. */
const TARGETS: Readonly<Record<string, string>> = {
  "src/lib/bytes.ts": "export const thing = 1;",
  "src/domain/ids.ts": "export const thing = 1; export type Thing = string;",
  "src/storage/store.ts": "export const thing = 1; export type Thing = string;",
  "src/sync/gate.ts": "export const thing = 1;",
  "src/app/api.ts": "export const thing = 1;",
  "src/ui/kit/button.tsx": "export const thing = 1;",
  "src/ui/features/listing/card.tsx": "export const thing = 1;",
  "src/main.tsx": "export const thing = 1;",
  "src/worker.ts": "export const thing = 1;",
};

const value = (from: string) => `import { thing } from "${from}";\nexport const probe = thing;`;
const type = (from: string) => `import type { Thing } from "${from}";\nexport type Probe = Thing;`;
const lazily = (from: string) => `export const probe = () => import("${from}");`;

/** Each rule: what breaks it, and the nearest thing that is lawful. */
const RULES: Readonly<
  Record<string, { offence: readonly [file: string, text: string]; lawful: readonly [file: string, text: string] }>
> = {
  "lib imports no layer": {
    offence: ["src/lib/a.ts", value("../domain/ids.ts")],
    lawful: ["src/lib/b.ts", value("./bytes.ts")],
  },
  "lib imports no package": {
    offence: ["src/lib/c.ts", value("cborg")],
    lawful: ["src/domain/c.ts", value("cborg")],
  },
  "lib imports nothing of Node": {
    offence: ["src/lib/d.ts", value("node:fs")],
    lawful: ["src/lib/e.ts", "export const probe = 1;"],
  },
  "domain imports lib only, from any depth": {
    offence: ["src/domain/deep/er/a.ts", value("../../../storage/store.ts")],
    lawful: ["src/domain/deep/er/b.ts", value("../../../lib/bytes.ts")],
  },
  "domain does not know the types of outer layers either": {
    offence: ["src/domain/d.ts", type("../storage/store.ts")],
    lawful: ["src/storage/d.ts", type("../domain/ids.ts")],
  },
  "domain imports no package but zod, cborg and noble": {
    offence: ["src/domain/e.ts", value("yjs")],
    lawful: ["src/domain/f.ts", value("@noble/hashes/sha2.js")],
  },
  "storage does not import sync": {
    offence: ["src/storage/a.ts", value("../sync/gate.ts")],
    lawful: ["src/storage/b.ts", value("../domain/ids.ts")],
  },
  "storage has Dexie, and knows no Yjs": {
    offence: ["src/storage/e.ts", value("yjs")],
    lawful: ["src/storage/f.ts", value("dexie")],
  },
  "sync does not import storage": {
    offence: ["src/sync/a.ts", value("../storage/store.ts")],
    lawful: ["src/sync/b.ts", value("../domain/ids.ts")],
  },
  "one file knows y-webrtc": {
    offence: ["src/sync/c.ts", value("y-webrtc")],
    lawful: ["src/sync/y-webrtc-mesh.ts", value("y-webrtc")],
  },
  "a path inside y-webrtc is y-webrtc": {
    offence: ["src/sync/d.ts", value("y-webrtc/src/crypto.js")],
    lawful: ["src/sync/e.ts", value("y-protocols/awareness")],
  },
  "app does not import ui": {
    offence: ["src/app/a.ts", value("../ui/kit/button.tsx")],
    lawful: ["src/app/b.ts", value("../storage/store.ts")],
  },
  "app has no Dexie": {
    offence: ["src/app/c.ts", value("dexie")],
    lawful: ["src/app/d.ts", value("comlink")],
  },
  "app has no Solid": {
    offence: ["src/app/e.ts", value("solid-js")],
    lawful: ["src/ui/e.ts", value("solid-js")],
  },
  "ui knows only the types of domain": {
    offence: ["src/ui/features/pond/a.tsx", value("../../../domain/ids.ts")],
    lawful: ["src/ui/features/pond/b.tsx", type("../../../domain/ids.ts")],
  },
  "ui knows nothing of storage": {
    offence: ["src/ui/f.ts", type("../storage/store.ts")],
    lawful: ["src/ui/g.ts", value("../app/api.ts")],
  },
  "ui does not load storage lazily either": {
    offence: ["src/ui/h.ts", lazily("../storage/store.ts")],
    lawful: ["src/ui/i.ts", lazily("./features/listing/card.tsx")],
  },
  "ui has no Dexie": {
    offence: ["src/ui/j.ts", value("dexie")],
    lawful: ["src/ui/k.ts", value("@solidjs/router")],
  },
  "a feature does not import another": {
    offence: ["src/ui/features/pond/c.tsx", value("../listing/card.tsx")],
    lawful: ["src/ui/features/pond/d.tsx", value("../../kit/button.tsx")],
  },
  "a feature does not import another from its depth, or lazily": {
    offence: ["src/ui/features/pond/parts/e.tsx", lazily("../../listing/card.tsx")],
    lawful: ["src/ui/features/listing/parts/e.tsx", value("../card.tsx")],
  },
  "the kit knows no feature": {
    offence: ["src/ui/kit/a.tsx", value("../features/listing/card.tsx")],
    lawful: ["src/ui/kit/b.tsx", value("./button.tsx")],
  },
  "nobody imports the composition roots": {
    offence: ["src/ui/l.ts", value("../main.tsx")],
    lawful: ["src/worker.ts", value("./storage/store.ts")],
  },
  "every file is in a layer": {
    offence: ["src/helpers/a.ts", value("../lib/bytes.ts")],
    lawful: ["src/main.tsx", value("./ui/kit/button.tsx")],
  },
  "imports have their file's ending": {
    offence: ["src/domain/g.ts", value("../lib/bytes")],
    lawful: ["src/domain/h.ts", value("../lib/bytes.ts")],
  },
  "nothing outside src is imported": {
    offence: ["src/domain/i.ts", value("../../tests/world.ts")],
    lawful: ["src/domain/j.ts", value("./ids.ts")],
  },
  "a layer cannot be hidden in a computed name": {
    offence: ["src/domain/k.ts", "export const probe = (name: string) => import(name);"],
    lawful: ["src/domain/l.ts", lazily("./ids.ts")],
  },
};

let complaints: readonly Complaint[];

beforeAll(() => {
  const cases = Object.values(RULES).flatMap(({ offence, lawful }) => [offence, lawful]);
  complaints = lint({ ...TARGETS, ...Object.fromEntries(cases) });
});

function rulesBrokenBy(file: string): readonly string[] {
  return complaints.filter((complaint) => complaint.file === file).map((complaint) => complaint.rule);
}

test.each(Object.entries(RULES))("%s: the lint refuses what breaks it", (_rule, { offence: [file] }) => {
  expect(rulesBrokenBy(file)).toContain("shoal(layers)");
});

test.each(Object.entries(RULES))("%s: the lint lets its lawful twin pass", (_rule, { lawful: [file] }) => {
  expect(rulesBrokenBy(file)).toEqual([]);
});
