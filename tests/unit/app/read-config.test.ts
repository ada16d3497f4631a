import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serve } from "../../../server/serve.mjs";
import { readConfig } from "../../../src/app/config.ts";

let dir: string;
let server: Awaited<ReturnType<typeof serve>>;
let appUrl: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "shoal-config-"));
  writeFileSync(join(dir, "index.html"), "<!doctype html><title>Shoal</title>");
  server = await serve({ dir, port: 0, host: "localhost", relay: false });
  appUrl = `http://localhost:${server.port}/`;
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

function hostSays(config: unknown): void {
  writeFileSync(join(dir, "shoal.config.json"), JSON.stringify(config));
}

test("a host's relays and ICE servers are taken as they are, with the name and word that a TURN server asks for", async () => {
  const iceServers = [
    { urls: "stun:stun.example" },
    { urls: ["turn:turn.example"], username: "pond", credential: "duck" },
  ];
  hostSays({ relays: ["wss://relay.example"], iceServers });
  expect(await readConfig(appUrl)).toEqual({ relays: ["wss://relay.example"], iceServers });
});

test("a host that never answers keeps nobody waiting: the relay beside the app is tried", async () => {
  const silent = createServer(() => undefined).listen(0, "localhost");
  await once(silent, "listening");
  const address = silent.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const config = await readConfig(`http://localhost:${address.port}/`, 50);
  silent.closeAllConnections();
  silent.close();
  expect(config).toEqual({ relays: [`ws://localhost:${address.port}/relay`], iceServers: [] });
});

test("without a relay of the host's the one beside the app is tried, and no ICE server is known", async () => {
  const own = { relays: [`ws://localhost:${server.port}/relay`], iceServers: [] };
  hostSays({ relays: [], iceServers: [] });
  expect(await readConfig(appUrl)).toEqual(own);
  rmSync(join(dir, "shoal.config.json"));
  expect(await readConfig(appUrl)).toEqual(own);
});
