/**
 * The smallest useful subset of the TC39 Observable: what Dexie's live queries return and what the UI's bridge
 * reads. Nothing else in the code base needs to know which library is behind it.
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
