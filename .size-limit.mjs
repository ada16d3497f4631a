import { join } from "node:path";
import { firstLoadFiles, messagesFile, workerFiles } from "./scripts/first-load.mjs";
import { root } from "./scripts/root.mjs";

const dist = join(root, "dist");

export default [
  // A phone on a campus' crowded network: 150 KB are a second at 1.2 Mbit/s.
  { name: "first load (gzip)", path: [...firstLoadFiles(dist), messagesFile(dist)], gzip: true, limit: "120 KB" },
  // Loaded beside the first screen, never in its way: ledger, storage and wire.
  { name: "worker (gzip)", path: workerFiles(dist), gzip: true, limit: "200 KB" },
];
