import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { NetworkFirst } from "workbox-strategies";
import { INTAKE_CACHE, keepShared } from "../app/intake.ts";
import { TAKE_OVER } from "../app/take-over.ts";

declare const self: ServiceWorkerGlobalScope;
/** The files of this build, put here by scripts/service-worker.mjs. */
declare const BUILT_FILES: PrecacheEntry[];

/** How long the host's settings may take where older ones are kept, in seconds: the page waits three, and a network that hangs is no reason to wait. */
const CONFIG_WITHIN_S = 1;
const CONFIG_CACHE = "shoal-config";

/** Everything below here is ours; other apps of the same origin are left alone. */
const scope = new URL("./", self.location.href);
const configUrl = new URL("shoal.config.json", scope).href;
const shareUrl = new URL("share", scope);

// Of one build, whole or not at all: the worker is installed once every file is here, and the files of the build before stay
// until it takes over. Names with a hash are never fetched twice.
precacheAndRoute(BUILT_FILES, { cleanURLs: false });
cleanupOutdatedCaches();

// The app is one page; what else the host has at its side is none of ours.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("index.html"), {
    allowlist: [new RegExp(`^${escaped(scope.pathname)}(index\\.html)?(\\?.*)?$`)],
  }),
);

// Whoever hosts may change it at any time; without a network it is as it was last.
const config = new NetworkFirst({ cacheName: CONFIG_CACHE, networkTimeoutSeconds: CONFIG_WITHIN_S });
registerRoute(({ url }) => url.href === configUrl, config);

registerRoute(
  ({ url }) => url.pathname === shareUrl.pathname,
  ({ request }) => takeShared(request),
  "POST",
);

self.addEventListener("install", (event) => {
  // The page has read it before there was a worker. Where the host has none, there is none to keep.
  event.waitUntil(keepConfig());
});

// The first worker serves the page that brought it, so that it works in a courtyard at once. Later ones wait for `TAKE_OVER`.
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
});

async function keepConfig(): Promise<void> {
  try {
    const answer = await fetch(configUrl, { cache: "no-cache" });
    if (answer.ok) await (await caches.open(CONFIG_CACHE)).put(configUrl, answer);
  } catch (cause) {
    console.info("no shoal.config.json", cause); // the app goes on without, as it does in the page
  }
}

/** A picture that another app shares stays on this device: it is kept until a listing has it, and no network is asked. */
async function takeShared(request: Request): Promise<Response> {
  const kept = await keepShared(await caches.open(INTAKE_CACHE), request, scope.href);
  return Response.redirect(new URL(`./#/share/${kept}`, scope).href, 303);
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
