import { Dexie, type ObservabilitySet } from "dexie";
import type { Observable } from "../lib/observable.ts";
import type { ShoalDatabase, TableName } from "./database.ts";

/**
 * Least time from one reading to the next, in ms. During a sync of thousands of records the tables change many times a
 * second; reading them each time would keep the page busy, and nobody sees more than ten states a second.
 */
const PACE_MS = 100;
/**
 * A reading that took long, with what its reader made of it, is followed by a rest this many times as long: during a
 * first sync the page leaves the processor to the worker that takes the records in.
 */
const REST_FACTOR = 10;
/** Longest rest, in ms: what comes in is seen to come in. */
const MAX_REST_MS = 1000;

/**
 * The outcome of `query`, now and after every change of these tables, made in any tab. (Dexie's own liveQuery starts
 * anew at each change and drops what it had: under steady writing it shows nothing until the writing ends. And it keeps
 * silent when the database was closed.)
 */
export function liveRows<T>(db: ShoalDatabase, tables: readonly TableName[], query: () => Promise<T>): Observable<T> {
  const prefixes = tables.map((table) => `idb://${db.name}/${table}/`);
  const isAbout = (part: string): boolean => part === "all" || prefixes.some((prefix) => part.startsWith(prefix));

  return {
    subscribe: ({ next, error }) => {
      let isOpen = true;
      let isReading = false;
      let isStale = true;
      let nextReadAt = Number.NEGATIVE_INFINITY;
      let timer: ReturnType<typeof setTimeout> | null = null;

      async function read(): Promise<void> {
        timer = null;
        isReading = true;
        isStale = false;
        const started = performance.now();
        try {
          const value = await query();
          if (isOpen) next(value);
        } catch (cause) {
          if (isOpen) error(cause);
        }
        const rest = Math.min((performance.now() - started) * REST_FACTOR, MAX_REST_MS);
        nextReadAt = Math.max(started + PACE_MS, performance.now() + rest);
        isReading = false;
        if (isStale) schedule();
      }

      function schedule(): void {
        if (!isOpen || isReading || timer !== null) return;
        timer = setTimeout(() => void read(), Math.max(0, nextReadAt - performance.now()));
      }

      function onMutation(parts: ObservabilitySet): void {
        if (!Object.keys(parts).some(isAbout)) return;
        isStale = true;
        schedule();
      }

      Dexie.on("storagemutated", onMutation);
      void read();
      return {
        unsubscribe: () => {
          isOpen = false;
          Dexie.on.storagemutated.unsubscribe(onMutation);
          if (timer !== null) clearTimeout(timer);
        },
      };
    },
  };
}
