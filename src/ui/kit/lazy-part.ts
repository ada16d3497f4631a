import { type Component, lazy } from "solid-js";
import type { AppError } from "../../app/api.ts";

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

/** Loads all of them, and `more`, once nothing else is to do: a page that is open must work in a courtyard without a network. */
export function loadParts(more: readonly (() => Promise<unknown>)[]): void {
  const idle = "requestIdleCallback" in globalThis ? requestIdleCallback : setTimeout;
  idle(() => {
    void Promise.allSettled([...parts, ...more].map((load) => load())); // what fails here is said where it is wanted
  });
}
