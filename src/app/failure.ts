import { err, type Err } from "../lib/result.ts";
import type { AppendError } from "../domain/ledger/ledger.ts";
import type { AppError } from "./api.ts";

/** A failure in words that the message files explain. */
export function fail<E extends AppError>(error: E): Err<E> {
  return err(error);
}

/** What a person is told where a record could not be stored. */
export function appendFailure(error: AppendError): Err<AppError> {
  switch (error.kind) {
    case "quota":
      return fail({ kind: "quota" });
    case "malformed":
    case "body-invalid":
      return fail({ kind: "invalid-input", field: error.why.split(":")[0] ?? "" });
    case "day-limit":
      return fail({ kind: "too-much-today" });
    case "feed-ended":
      return fail({ kind: "device-closed" });
    case "outdated":
      return fail({ kind: "not-your-turn" });
    case "unavailable":
    case "moved":
      return fail({ kind: "storage-unavailable", why: "other" });
  }
}
