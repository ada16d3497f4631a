import "./one-realm.ts";
import { configure, render } from "@solidjs/testing-library";
import type { ShoalCommands } from "../../src/app/api.ts";
import type { PairingDesk } from "../../src/app/pairing-api.ts";
import { createPairingDesk } from "../../src/app/pairing-desk.ts";
import { App } from "../../src/ui/app-shell.tsx";
import type { Tab } from "./nodes.ts";

/** Screens are loaded when they are wanted, and compiled then, in ms: on a noisy machine that takes its time. */
export const WITHIN = 20_000;

/** Steps in which the shell draws what can come later. */
const LAST_STEP = 2;

/** The rest of what jsdom's missing `matchMedia` would answer. */
const NO_MATCH = { matches: false, onchange: null, addListener: () => undefined, removeListener: () => undefined };

/** The whole app on a phone of the street, in jsdom, at an address. `commands` take the place of the phone's own. */
export function drawApp({ node, queries }: Tab, path: string, commands: Partial<ShoalCommands> = {}): void {
  configure({ asyncUtilTimeout: WITHIN });
  // jsdom lays nothing out, so that nothing can be scrolled into sight.
  Element.prototype.scrollIntoView = () => undefined;
  globalThis.scrollTo = () => undefined;
  // A phone: no query about more room holds.
  globalThis.matchMedia = (media) => Object.assign(new EventTarget(), { ...NO_MATCH, media });
  // Idle until all of the app is there, and never again: what is loaded ahead would still be on its way when the test is over.
  let idle = 0;
  globalThis.requestIdleCallback = (then) => {
    if (++idle <= LAST_STEP) setTimeout(then, 0);
    return idle;
  };
  globalThis.location.hash = `#${path}`;
  const device = { room: async () => ({ used: 1000, allowed: 5000, kept: false }), askToKeep: async () => false };
  render(() => <App shoal={{ device, queries, commands: { ...node, ...commands }, pairing: nobodyPairs }} />);
}

/** There is no tab that holds a wire. */
async function nobodyPairs(): Promise<PairingDesk> {
  return createPairingDesk({ postMessage: () => undefined, addEventListener: () => undefined }, () => "screen");
}
