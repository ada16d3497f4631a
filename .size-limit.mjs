import { join } from "node:path";
import { firstLoadFiles, messagesFile, workerFiles } from "./scripts/first-load.mjs";
import { root } from "./scripts/root.mjs";

const dist = join(root, "dist");
const firstLoad = [...firstLoadFiles(dist), messagesFile(dist)];

export default [
  // A phone on a campus' crowded network: 120 KB are less than a second at 1.2 Mbit/s. With the words of one language.
  {
    name: "first load, scripts (gzip)",
    path: firstLoad.filter((path) => path.endsWith(".js")),
    gzip: true,
    limit: "120 KB",
  },
  {
    name: "first load, styles (gzip)",
    path: firstLoad.filter((path) => path.endsWith(".css")),
    gzip: true,
    limit: "6 KB",
  },
  // Loaded beside the first screen, never in its way: ledger, storage and wire.
  { name: "worker (gzip)", path: workerFiles(dist), gzip: true, limit: "200 KB" },
];
