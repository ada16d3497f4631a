/* oxlint-disable promise/always-return, promise/no-callback-in-promise -- this is the bridge from promises to observers */
/**
 * The smallest useful subset of the TC39 Observable: what the store's live queries return and what the UI's bridge reads.
 * Nothing else in the code base needs to know which library is behind it.
 */
export interface Observable<T> {
  subscribe(observer: Observer<T>): Subscription;
}

export interface Observer<T> {
  readonly next: (value: T) => void;
  readonly error: (error: unknown) => void;
}

export interface Subscription {
  unsubscribe(): void;
}

export function mapped<A, B>(source: Observable<A>, change: (value: A) => B): Observable<B> {
  return {
    subscribe: ({ next, error }) => source.subscribe({ next: (value) => next(change(value)), error }),
  };
}

/** For each value of `source`, what `inner` makes of it; an earlier one's values stop when the next comes. */
export function switched<A, B>(source: Observable<A>, inner: (value: A) => Observable<B>): Observable<B> {
  return {
    subscribe: (observer) => {
      let current: Subscription | null = null;
      const outer = source.subscribe({
        next: (value) => {
          current?.unsubscribe();
          current = inner(value).subscribe(observer);
        },
        error: observer.error,
      });
      return {
        unsubscribe: () => {
          outer.unsubscribe();
          current?.unsubscribe();
        },
      };
    },
  };
}

/** Asks anew at every value of `source`; an answer that a newer question has overtaken is dropped. */
export function answered<A, B>(source: Observable<A>, ask: (value: A) => Promise<B>): Observable<B> {
  return switched(source, (value) => ({
    subscribe: ({ next, error }) => {
      let isWanted = true;
      ask(value).then(
        (answer) => {
          if (isWanted) next(answer);
        },
        (cause: unknown) => {
          if (isWanted) error(cause);
        },
      );
      return {
        unsubscribe: () => {
          isWanted = false;
        },
      };
    },
  }));
}

/** Only what differs from the value before. */
export function distinct<T>(source: Observable<T>, same: (a: T, b: T) => boolean): Observable<T> {
  return {
    subscribe: ({ next, error }) => {
      let last: { readonly value: T } | null = null;
      return source.subscribe({
        next: (value) => {
          if (last !== null && same(last.value, value)) return;
          last = { value };
          next(value);
        },
        error,
      });
    },
  };
}

/** The first value that is wanted; rejects with the source's failure where that comes before. */
export function until<T>(source: Observable<T>, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    const finish = (then: () => void) => {
      isDone = true;
      // The first value may come before `subscribe` has returned.
      void Promise.resolve().then(() => subscription.unsubscribe());
      then();
    };
    const subscription = source.subscribe({
      next: (value) => {
        if (!isDone && isWanted(value)) finish(() => resolve(value));
      },
      error: (cause) => {
        if (!isDone) finish(() => reject(cause));
      },
    });
  });
}
