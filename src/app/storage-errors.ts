import { err } from "../lib/result.ts";
import { type StorageFailure, storageFailureOf } from "../storage/failure.ts";
import type { AppError, Outcome } from "./api.ts";

const WHY = {
  "newer-version": "newer-version",
  blocked: "blocked",
  closed: "gone",
  missing: "other",
  other: "other",
} as const;

/** What a person is told where the database cannot be used. */
export function appErrorOf(failure: StorageFailure): AppError {
  if (failure.kind === "quota") return { kind: "quota" };
  return { kind: "storage-unavailable", why: WHY[failure.why] };
}

/** The same of whatever was thrown; null where it says nothing of storage. */
export function storageErrorOf(cause: unknown): AppError | null {
  const failure = storageFailureOf(cause);
  return failure === null ? null : appErrorOf(failure);
}

/** Runs a use case; a failure of storage below it becomes an answer that a person can act on, a bug stays a bug. */
export async function withStorageErrors<T>(work: () => Outcome<T>): Outcome<T> {
  try {
    return await work();
  } catch (cause) {
    const error = storageErrorOf(cause);
    if (error === null) throw cause;
    return err(error);
  }
}
