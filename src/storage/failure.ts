import type { CommitError } from "../domain/ledger/store.ts";

/** Why the database of this device cannot be used (S3, S4). Every kind is a CommitError too. */
export type StorageFailure =
  | { readonly kind: "quota" }
  | { readonly kind: "unavailable"; readonly why: UnavailableWhy };

export type UnavailableWhy =
  /** It was written by a newer version of the app, in this or another tab: reload. */
  | "newer-version"
  /** Another tab holds an older version of it open: close that tab. */
  | "blocked"
  /** It was closed or deleted under our hands. */
  | "closed"
  /** This browser has no IndexedDB, or denies it (private windows, blocked cookies). */
  | "missing"
  | "other";

const WHY_BY_ERROR_NAME: Readonly<Record<string, UnavailableWhy>> = {
  VersionError: "newer-version",
  BlockedError: "blocked",
  DatabaseClosedError: "closed",
  InvalidStateError: "closed",
  NoSuchDatabaseError: "closed",
  MissingAPIError: "missing",
  SecurityError: "missing",
  OpenFailedError: "other",
  AbortError: "other",
  TransactionInactiveError: "other",
  UnknownError: "other",
  TimeoutError: "other",
  NotReadableError: "other",
  UpgradeError: "other",
};

/** How deep errors are nested by Dexie (BulkError > AbortError > QuotaExceededError) and a bit more. */
const MAX_DEPTH = 6;

/**
 * What a thrown thing says about storage; null where it is no failure of storage but a bug, to be thrown on. Goes by
 * names, which survive both Dexie's wrapping and the way from the worker to the page.
 */
export function storageFailureOf(cause: unknown): StorageFailure | null {
  const names = namesIn(cause, MAX_DEPTH);
  // A full disk comes wrapped in the abort that it caused: the innermost reason is the one that a person can act on.
  if (names.includes("QuotaExceededError")) return { kind: "quota" };
  const why = names.map((name) => WHY_BY_ERROR_NAME[name]).findLast((found) => found !== undefined);
  return why === undefined ? null : { kind: "unavailable", why };
}

/** The same for the ledger's port; throws on what is a bug. */
export function commitErrorOf(cause: unknown): CommitError {
  const failure = storageFailureOf(cause);
  if (failure === null) throw cause;
  return failure;
}

/** Names of an error and of those inside it, outermost first. */
function namesIn(cause: unknown, depth: number): readonly string[] {
  if (typeof cause !== "object" || cause === null || depth === 0) return [];
  const {
    name,
    inner,
    cause: below,
    failures,
  } = cause as {
    readonly [key in "name" | "inner" | "cause" | "failures"]?: unknown; // hostile or not, each is looked at before use
  };
  const nested = [inner, below, ...(Array.isArray(failures) ? failures.slice(0, 1) : [])];
  return [...(typeof name === "string" ? [name] : []), ...nested.flatMap((one) => namesIn(one, depth - 1))];
}
