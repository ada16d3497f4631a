import type { AppError } from "../../app/api.ts";
import { storageErrorOf } from "../../app/storage-errors.ts";
import type { MessageKey } from "./messages.ts";

const MESSAGE_BY_KIND: Readonly<Record<Exclude<AppError["kind"], "storage-unavailable">, MessageKey>> = {
  "invite-unreadable": "error.invite-unreadable",
  "invite-expired": "error.invite-expired",
  "clock-behind": "error.clock-behind",
  "already-member": "error.already-member",
  "not-a-member": "error.not-a-member",
  "not-found": "error.not-found",
  "not-your-turn": "error.not-your-turn",
  "not-as-listed": "error.not-as-listed",
  "invalid-input": "error.invalid-input",
  "code-unreadable": "error.code-unreadable",
  "code-of-another-deal": "error.code-of-another-deal",
  "code-of-another-pond": "error.code-of-another-pond",
  "words-wrong": "error.words-wrong",
  "not-at-market": "error.not-at-market",
  "code-too-old": "error.code-too-old",
  "against-the-rules": "error.against-the-rules",
  "only-a-sample": "sample.inside",
  "bundle-unreadable": "error.bundle-unreadable",
  "bundle-of-another-pond": "error.bundle-of-another-pond",
  "bundle-too-large": "error.bundle-too-large",
  "too-much-for-codes": "error.too-much-for-codes",
  "not-loaded": "error.not-loaded",
  "backup-unreadable": "error.backup-unreadable",
  "backup-damaged": "error.backup-damaged",
  "backup-newer": "error.backup-newer",
  "backup-too-big": "error.backup-too-big",
  "passphrase-wrong": "error.passphrase-wrong",
  "phrase-length": "error.phrase-length",
  "phrase-unknown": "error.phrase-unknown",
  "phrase-wrong": "error.phrase-wrong",
  "another-identity": "error.another-identity",
  "link-unreadable": "error.link-unreadable",
  "device-closed": "error.device-closed",
  "too-much-today": "error.too-much-today",
  unexpected: "error.unexpected",
  quota: "error.quota",
};

const MESSAGE_BY_STORAGE: Readonly<Record<(AppError & { kind: "storage-unavailable" })["why"], MessageKey>> = {
  "newer-version": "error.storage-newer-version",
  blocked: "error.storage-blocked",
  gone: "error.storage-gone",
  other: "error.storage-other",
};

export function messageOfError(error: AppError): MessageKey {
  if (error.kind === "storage-unavailable") return MESSAGE_BY_STORAGE[error.why];
  // Where the remedy differs.
  if (error.kind === "invalid-input" && error.field === "photo") return "error.photo-unreadable";
  if (error.kind === "invalid-input" && error.field === "passphrase") return "error.passphrase-short";
  return MESSAGE_BY_KIND[error.kind];
}

/** What was thrown, as far as it can be said to a person: the app's own errors, what storage says; the rest is unexpected. */
export function toAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  return storageErrorOf(thrown) ?? { kind: "unexpected" };
}

function isAppError(thrown: unknown): thrown is AppError {
  if (typeof thrown !== "object" || thrown === null || !("kind" in thrown)) return false;
  const { kind } = thrown;
  if (kind === "storage-unavailable") return "why" in thrown && Object.hasOwn(MESSAGE_BY_STORAGE, String(thrown.why));
  return typeof kind === "string" && Object.hasOwn(MESSAGE_BY_KIND, kind);
}
