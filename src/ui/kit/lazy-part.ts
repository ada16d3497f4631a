import { type Component, lazy } from "solid-js";
import type { AppError } from "../../app/api.ts";
import { idle } from "./breath.ts";

const parts: (() => Promise<unknown>)[] = [];

/** A part of the screen that is a chunk of its own. Where it cannot be loaded, the nearest guard says so. */
// Any props: Solid's own `lazy` is as wide, and what comes out has the props of what went in.
// oxlint-disable-next-line typescript/no-explicit-any
export function lazyPart<T extends Component<any>>(load: () => Promise<T>): ReturnType<typeof lazy<T>> {
  const part = lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      console.error(cause);
      const error: AppError = { kind: "not-loaded" };
      throw error; // the guard turns the app's own errors into words
    }
  });
  parts.push(() => part.preload());
  return part;
}

/** ms from the first screen until the others are loaded: long enough for a service worker to have begun. */
const LOAD_AFTER_MS = 4000;

/**
 * Loads all of them, and `more`, one after the other whenever nothing else is to do: a page that is open must work in a
 * courtyard without a network. A service worker, where there is one, fetches everything itself.
 */
export async function loadParts(more: readonly (() => Promise<unknown>)[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOAD_AFTER_MS));
  if (await hasServiceWorker()) return;
  for (const load of [...more, ...parts]) {
    await idle();
    await load().catch(() => undefined); // what fails here is said where it is wanted
  }
}

async function hasServiceWorker(): Promise<boolean> {
  try {
    return (await navigator.serviceWorker.getRegistration()) !== undefined;
  } catch (cause) {
    console.info("no service worker", cause); // not over HTTP, and not in some private windows
    return false;
  }
}
