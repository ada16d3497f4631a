// From a fresh clone to a printed address. Built-ins only up here: what needs a dependency is imported after the install.
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";

const DEFAULT_PORT = 8080;

ensureInstalled();
const { ensureBuilt } = await import("./build.mjs");
if (!(await ensureBuilt())) process.exit(1);

const { serve } = await import("../server/serve.mjs");
const { portFromEnv, stopOnSignals } = await import("./process.mjs");
const server = await serve({
  dir: join(root, "dist"),
  port: portFromEnv(DEFAULT_PORT),
  // This machine only, unless asked: other machines need https anyway, browsers sign nothing on plain http.
  host: process.env["HOST"] ?? "127.0.0.1",
  relay: true,
  trustProxy: process.env["TRUST_PROXY"] === "1",
});
console.log(
  `Shoal is at http://localhost:${server.port}/ (relay at ws://localhost:${server.port}/relay). Ctrl+C stops it.`,
);
stopOnSignals(server);
