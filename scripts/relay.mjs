// The relay alone, for whoever wants to run one for his pond.
import { ensureInstalled } from "./install.mjs";

/** The port that y-webrtc's own server has used for years. */
const DEFAULT_PORT = 4444;

ensureInstalled();
const { serve } = await import("../server/serve.mjs");
const { portFromEnv, stopOnSignals } = await import("./process.mjs");
const server = await serve({
  dir: null,
  port: portFromEnv(DEFAULT_PORT),
  // Everywhere: a relay that only its own machine can reach introduces nobody.
  host: process.env["HOST"],
  relay: true,
  trustProxy: process.env["TRUST_PROXY"] === "1",
});
console.log(`The relay listens at ws://localhost:${server.port}/relay. Ctrl+C stops it.`);
stopOnSignals(server);
