import { type Remote, wrap } from "comlink";
import * as z from "zod/mini";
import { render } from "solid-js/web";
import { defaultSettings } from "./app/default-settings.ts";
import { systemClock } from "./lib/clock.ts";
import { later } from "./lib/later.ts";
import { mapped, until } from "./lib/observable.ts";
import { err } from "./lib/result.ts";
import type { AppError } from "./app/api.ts";
import type { ShoalNode } from "./app/node.ts";
import type { holdWires } from "./app/host.ts";
import type { PairingDesk } from "./app/pairing-api.ts";
import { PAIRING_CHANNEL } from "./app/pairing-channel.ts";
import type { ShoalApp } from "./app/shoal-app.ts";
import { readConfig } from "./app/config.ts";
import { createQueries } from "./app/queries.ts";
import { appErrorOf } from "./app/storage-errors.ts";
import { openDatabase } from "./storage/database.ts";
import { askToKeep, readRoom } from "./storage/quota.ts";
import { createViewQueries } from "./storage/view-queries.ts";
import { readWire } from "./storage/local-rows.ts";
import { relaysFor } from "./sync/relay-address.ts";
import type { joinMesh } from "./sync/y-webrtc-mesh.ts";
import { App, fetchAhead } from "./ui/app-shell.tsx";
import { Stopped } from "./ui/stopped.tsx";
import { toAppError } from "./ui/i18n/app-error.ts";
import { breath, idle, rest } from "./ui/kit/breath.ts";
import { preferredLanguage } from "./ui/i18n/i18n.tsx";
import { loadMessages } from "./ui/i18n/load-messages.ts";
import type { WorkerPort } from "./worker.ts";

// The security policy allows no eval, which zod's compiler would try first.
z.config({ jitless: true });

let desk: PairingDesk | null = null;

void start(rootElement());

/** Opens the database, draws the screens, starts the worker beside them, and then looks for others. */
async function start(root: HTMLElement): Promise<void> {
  let stop: () => void = () => undefined;
  const stopFor = (error: AppError) => {
    stop();
    stop = render(() => <Stopped error={error} />, root);
  };
  const appUrl = new URL(".", document.baseURI).href;
  const reading = readConfig(appUrl);
  const words = loadMessages(preferredLanguage());
  await breath();
  void fetchAhead(location.hash);
  const [opened] = await Promise.all([openDatabase({ onLost: (failure) => stopFor(appErrorOf(failure)) }), words]);
  await breath();
  if (!opened.ok) return stopFor(appErrorOf(opened.error));
  const db = opened.value;
  const views = createViewQueries(db, systemClock);

  // What lies in the database is on the screen before the worker is there; what only the worker can do waits for it.
  let arrive: (node: Remote<ShoalNode>) => void = () => undefined;
  const arriving = new Promise<Remote<ShoalNode>>((resolve) => (arrive = resolve));
  let hasten: () => void = () => undefined;
  const wanted = new Promise<void>((resolve) => (hasten = resolve));
  const node = later(arriving, (name) => {
    // Somebody has begun to type; whatever else is asked of it is a screen's, and has time.
    if (name === "search") hasten();
  });
  const defaults = defaultSettings(preferredLanguage());
  const shoal: ShoalApp = {
    queries: createQueries(views, node, systemClock, defaults),
    // Comlink spreads the union of a Result over its promises; what arrives is what the node returned.
    commands: later(arriving, () => hasten()),
    device: { room: () => readRoom(), askToKeep: () => askToKeep() },
    pairing: () => {
      hasten();
      return loadPairing();
    },
  };
  stop = render(() => <App shoal={shoal} />, root);

  // On two cores it would slow down the drawing of what lies in the database; whoever already does something waits for nothing else.
  await Promise.race([rest(), wanted]);
  const thread = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const worker = wrap<WorkerPort>(thread);
  const starting = async () => worker.start({ appUrl, relays: (await reading).relays });
  const started = await Promise.race([starting(), deathOf(thread)]).catch((cause: unknown) => {
    console.error(cause);
    return err(toAppError(cause));
  });
  if (!started.ok) return stopFor(started.error);
  arrive(await worker.node());

  const config = await reading;
  const ponds = mapped(views.myPonds(), (all) =>
    all.map(({ pond, feed, secret, relays }) => ({
      pond,
      feed,
      secret,
      relays: relaysFor(relays, config.relays),
    })),
  );
  try {
    // Whoever is in no pond yet has nobody to meet.
    await until(ponds, (all) => all.length > 0);
  } catch (cause) {
    return console.error("wires", cause); // the screens read the same database and show the same failure
  }
  const { holdWires, joinMesh } = await loadHost();
  await holdWires({
    node,
    joinMesh,
    ponds,
    lastGlance: (pond) => readWire(db, pond),
    wantedPhotos: views.wantedPhotos,
    iceServers: config.iceServers,
    pairings: new BroadcastChannel(PAIRING_CHANNEL),
    clock: systemClock,
  });
}

async function loadPairing(): Promise<PairingDesk> {
  const { createPairingDesk } = await import("./app/pairing-desk.ts");
  desk ??= createPairingDesk(new BroadcastChannel(PAIRING_CHANNEL), () => crypto.randomUUID());
  return desk;
}

interface Host {
  readonly holdWires: typeof holdWires;
  readonly joinMesh: typeof joinMesh;
}

/** Loaded after the first screen: Yjs and WebRTC are needed only to meet others. Where it does not come, once there is a network again. */
async function loadHost(): Promise<Host> {
  for (;;) {
    try {
      await idle();
      const mesh = await import("./sync/y-webrtc-mesh.ts");
      await breath();
      const host = await import("./app/host.ts");
      return { holdWires: host.holdWires, joinMesh: mesh.joinMesh };
    } catch (cause) {
      console.error(cause);
      await new Promise((online) => addEventListener("online", online, { once: true }));
    }
  }
}

function rootElement(): HTMLElement {
  const root = document.getElementById("app");
  if (root === null) throw new Error("index.html has no #app");
  return root;
}

/** Never answers; rejects where the worker does not load, or breaks before it can say why. */
function deathOf(worker: Worker): Promise<never> {
  return new Promise((_, died) => {
    worker.addEventListener("error", () => died(new Error("the worker did not start")), { once: true });
  });
}
