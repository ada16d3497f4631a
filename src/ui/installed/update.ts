import { type Accessor, createRoot, createSignal } from "solid-js";
import { TAKE_OVER } from "../../app/take-over.ts";
import { keepAll } from "../kit/leaving.ts";

/**
 * `ready`: a new version waits. `elsewhere`: it has taken over, and this page is still the one before: it was left because
 * something is being written in it.
 */
export type UpdateState = "none" | "ready" | "elsewhere";

export interface Update {
  readonly state: Accessor<UpdateState>;
  /** True where the person has said "Later": the card stays away until there is something new to say. */
  readonly isLater: Accessor<boolean>;
  start(): void;
  /** Changes over to the new version, in all tabs. */
  take(): void;
  later(): void;
}

/** How often a page that stays open looks for a new version, in ms. */
const LOOK_EVERY_MS = 60 * 60_000;
/** How long after a look the next one waits where somebody comes back to the page, in ms. */
const LOOK_AGAIN_AFTER_MS = 5 * 60_000;

/** What of the browser an update needs. */
export interface UpdateGround {
  /** Undefined where there are none: in development, and in browsers and windows that forbid them. */
  readonly workers: ServiceWorkerContainer | undefined;
  readonly reload: () => void;
  /** Whether a file of this name is kept on the device. */
  readonly isKept: (url: string) => Promise<boolean>;
}

/** The one of this page: its card and the page about me show the same. */
export const update: Update = createRoot(() =>
  createUpdate({
    workers: import.meta.env.PROD && "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
    reload: () => location.reload(),
    isKept: async (url) => (await caches.match(url)) !== undefined,
  }),
);

/** New versions are found, told and taken over only when the person says so (decision 0023). */
export function createUpdate(ground: UpdateGround): Update {
  const [state, setState] = createSignal<UpdateState>("none");
  const [isLater, setLater] = createSignal(false);
  let waiting: ServiceWorker | null = null;
  let isStarted = false;
  let isTaking = false;
  let lastLook = 0;

  const tell = (news: UpdateState) => {
    setLater(false);
    setState(news);
  };

  const leave = async () => {
    await keepAll();
    ground.reload();
  };

  async function run(workers: ServiceWorkerContainer): Promise<void> {
    let hadController = workers.controller !== null;
    workers.addEventListener("controllerchange", () => {
      // The first worker of all came to a page of its own build, or of the one just before it.
      if (!hadController) void tellIfOlder();
      // Drafts are kept at once: the database may change under this page as soon as another one opens it.
      else if (isTaking || !isWriting()) void leave();
      else void keepAll().then(() => tell("elsewhere"));
      hadController = true;
    });
    await workers.register(new URL("sw.js", document.baseURI).href, { updateViaCache: "none" });
    // Asked for: a browser that forbids workers may say nothing when it registers none.
    const registration = await workers.getRegistration();
    if (registration === undefined) return;
    if (hadController) await tellIfOlder();
    follow(registration, workers);
    const look = () => {
      lastLook = Date.now();
      // Without a network there is nothing new.
      registration.update().catch((cause: unknown) => console.info("no look for a new version", cause));
    };
    lastLook = Date.now();
    setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() - lastLook > LOOK_AGAIN_AFTER_MS) look();
    });
  }

  function follow(registration: ServiceWorkerRegistration, workers: ServiceWorkerContainer): void {
    const found = (worker: ServiceWorker) => {
      waiting = worker;
      tell("ready");
    };
    if (registration.waiting !== null && workers.controller !== null) found(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        // Whole and waiting; the very first one has nobody to wait for.
        if (worker.state === "installed" && workers.controller !== null) found(worker);
      });
    });
  }

  /** A page that came over the network just before a new build did has a worker that knows nothing of it. */
  async function tellIfOlder(): Promise<void> {
    const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src;
    if (entry !== undefined && !(await ground.isKept(entry))) tell("elsewhere");
  }

  return {
    state,
    isLater,
    start: () => {
      if (isStarted || ground.workers === undefined) return;
      isStarted = true;
      run(ground.workers).catch((cause: unknown) => {
        // Private windows of some browsers, or a host that serves the worker as something else: the app works while there is a network.
        console.warn("shoal: no service worker", cause);
      });
    },
    take: () => {
      isTaking = true;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker of this origin, not a window of whoever
      if (state() === "ready" && waiting?.state === "installed") waiting.postMessage(TAKE_OVER);
      else void leave();
    },
    later: () => setLater(true),
  };
}

/** Words stand in a field that would be gone. Ticks and choices are quickly made again. */
function isWriting(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input[type="text"], input[type="search"]',
  );
  return [...fields].some((field) => field.value !== "" && !field.readOnly);
}
