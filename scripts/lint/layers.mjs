import { posix } from "node:path";

/**
 * Who may import what. Imports point one way: ui → app → {storage, sync} → domain → lib.
 * `typesOf` are layers of which only the types may be known.
 * @typedef {{ layers: readonly string[], typesOf?: readonly string[], packages: readonly string[] }} Layer
 * @type {Readonly<Record<string, Layer>>}
 */
const LAYERS = {
  lib: { layers: [], packages: [] },
  domain: { layers: ["lib"], packages: ["zod", "cborg", "@noble", "minisearch"] },
  storage: { layers: ["domain", "lib"], packages: ["dexie", "zod", "cborg", "@noble"] },
  sync: { layers: ["domain", "lib"], packages: ["yjs", "lib0", "y-protocols", "zod", "cborg", "@noble"] },
  app: { layers: ["domain", "storage", "sync", "lib"], packages: ["comlink", "zod", "cborg", "@noble", "@scure"] },
  ui: { layers: ["app", "lib"], typesOf: ["domain"], packages: ["solid-js", "@solidjs", "qr"] },
};

/** The composition roots: they know every part, and nobody knows them. */
const ROOTS = new Set(["src/main.tsx", "src/worker.ts", "src/service-worker/main.ts"]);

/** Packages of which one file knows: the rest of its layer must not notice when it is replaced. */
const ONLY_IN = /** @type {Readonly<Record<string, string>>} */ ({
  "y-webrtc": "src/sync/y-webrtc-mesh.ts",
  "@trystero-p2p": "src/sync/rendezvous/trystero.ts",
});

/**
 * Judges one import.
 * @param {string} file the importing file, from the checkout's root, with forward slashes
 * @param {string} specifier what it imports, as written
 * @param {boolean} typeOnly whether nothing of it is left at run time
 * @returns {string | null} what is wrong with it
 */
export function judgeImport(file, specifier, typeOnly) {
  if (!file.startsWith("src/") || ROOTS.has(file)) return null;
  const name = file.split("/")[1] ?? "";
  const layer = LAYERS[name];
  if (layer === undefined)
    return `${file} is in no layer: src/ holds ${Object.keys(LAYERS).join(", ")} and the composition roots.`;
  if (!specifier.startsWith(".")) return judgePackage(file, name, layer, specifier);

  const path = specifier.split("?", 1)[0] ?? specifier;
  if (posix.extname(path) === "") return `Write the file's ending: "${specifier}".`;
  const target = posix.join(posix.dirname(file), path);
  if (ROOTS.has(target)) return `Nobody imports ${target}: it is where the parts are put together.`;
  if (!target.startsWith("src/")) return `${name} must not import "${specifier}": it is outside src/.`;
  return judgeLayer(name, layer, target, typeOnly) ?? judgeFeature(file, target);
}

/**
 * Whether an import leads from one layer into another.
 * @param {string} file the importing file, from the checkout's root
 * @param {string} specifier
 */
export function crossesLayers(file, specifier) {
  return specifier.startsWith(".") && posix.join(posix.dirname(file), specifier).split("/")[1] !== file.split("/")[1];
}

/**
 * @param {string} file
 * @param {string} name
 * @param {Layer} layer
 * @param {string} specifier
 */
function judgePackage(file, name, layer, specifier) {
  const [scopeOrName = ""] = specifier.split("/");
  const only = ONLY_IN[scopeOrName];
  if (only !== undefined) return file === only ? null : `Only ${only} may import ${scopeOrName}.`;
  return layer.packages.includes(scopeOrName) ? null : `${name} must not import the package "${specifier}".`;
}

/**
 * @param {string} name
 * @param {Layer} layer
 * @param {string} target
 * @param {boolean} typeOnly
 */
function judgeLayer(name, layer, target, typeOnly) {
  const other = target.split("/")[1] ?? "";
  if (other === name || layer.layers.includes(other)) return null;
  if (layer.typesOf?.includes(other))
    return typeOnly ? null : `${name} may know only the types of ${other}: use "import type".`;
  return `${name} must not import ${other}: imports point ui → app → storage, sync → domain → lib.`;
}

/**
 * Features are put together by what lies outside of all of them, and kit knows none.
 * @param {string} file
 * @param {string} target
 */
function judgeFeature(file, target) {
  const theirs = featureOf(target);
  if (theirs === null || theirs === featureOf(file)) return null;
  if (featureOf(file) !== null)
    return `A feature must not import another: ${theirs}. What both need goes to src/ui/kit or src/app.`;
  if (file.startsWith("src/ui/kit/")) return `The kit must not know a feature: ${theirs}.`;
  return null;
}

/** @param {string} path */
function featureOf(path) {
  return /^src\/ui\/features\/([^/]+)/.exec(path)?.[1] ?? null;
}
