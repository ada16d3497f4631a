import type { Observable } from "../../src/lib/observable.ts";

/** What a live query has said so far. */
export interface Followed<T> {
  readonly seen: readonly T[];
  readonly errors: readonly unknown[];
  /** The newest value, once it fits. */
  until(fits: (value: T) => boolean): Promise<T>;
  unsubscribe(): void;
}

export function follow<T>(source: Observable<T>): Followed<T> {
  const seen: T[] = [];
  const errors: unknown[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const { unsubscribe } = source.subscribe({
    next: (value) => {
      seen.push(value);
      wake();
    },
    error: (error) => {
      errors.push(error);
      wake();
    },
  });
  const until = (fits: (value: T) => boolean) =>
    new Promise<T>((done) => {
      const look = () => {
        const last = seen.at(-1);
        if (last !== undefined && fits(last)) done(last);
      };
      waiting.add(look);
      look();
    });
  return { seen, errors, until, unsubscribe };
}

/** The first value that fits. */
export async function first<T>(source: Observable<T>, fits: (value: T) => boolean = () => true): Promise<T> {
  const live = follow(source);
  const value = await live.until(fits);
  live.unsubscribe();
  return value;
}
