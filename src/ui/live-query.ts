/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { type Accessor, createMemo, createRenderEffect, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { type Observable, until } from "../lib/observable.ts";

interface Answer<T> {
  /** Undefined until the first value is here. */
  value: T | undefined;
  failure: { readonly cause: unknown } | null;
}

/**
 * The one bridge from live data to the screen. Undefined until the first value has come; afterwards rows that did not
 * change keep their identity, so that only what changed is drawn anew. A failure is thrown where the value is read, until
 * a value comes: the nearest ErrorBoundary shows it. Follows `source`, and lets go of it with the owner.
 *
 * The values become the bridge's own: a source never emits the same object twice (Dexie never does).
 * @param key names what tells the rows of a list apart
 */
export function createLiveQuery<T>(source: () => Observable<T> | null, key = "id"): Accessor<T | undefined> {
  const [answer, setAnswer] = createStore<Answer<T>>({ value: undefined, failure: null });
  const observable = createMemo(source);
  /** What the answer is of: readers run before the effect below, when the source has changed and the answer not yet. */
  let followed: Observable<T> | null = null;

  createRenderEffect(() => {
    const current = observable();
    followed = current;
    setAnswer({ value: undefined, failure: null });
    if (current === null) return;
    const subscription = current.subscribe({
      next: (value) => {
        setAnswer({ failure: null });
        // A list's rows are matched by key; a single thing is matched only with itself, never with its successor.
        if (isSameThing(unwrap(answer).value, value, key)) setAnswer("value", reconcile(value, { key }));
        else setAnswer({ value });
      },
      error: (cause) => setAnswer("failure", { cause }),
    });
    onCleanup(() => subscription.unsubscribe());
  });

  return () => {
    const { value, failure } = answer;
    if (observable() !== followed) return undefined;
    if (failure !== null) throw failure.cause;
    return value;
  };
}

/** The first value of a live query, for a form that must not change under the fingers. */
export function firstOf<T>(source: Observable<T>): Promise<T> {
  return until(source, () => true);
}

function isSameThing(before: unknown, after: unknown, key: string): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return true;
  if (!isPlain(before) || !isPlain(after)) return false;
  return before[key] === after[key];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
