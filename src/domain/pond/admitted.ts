import type { FeedKey, IdentityKey, RecordId, Time } from "../ids.ts";
import type { KnownBody } from "../kinds/registry.ts";

/** A record that the ledger let in, as the fold reads it: who says what, when. */
export interface AdmittedRecord {
  readonly id: RecordId;
  readonly feed: FeedKey;
  readonly identity: IdentityKey;
  readonly seq: number;
  readonly time: Time;
  /** Null where the body was dropped (L3) or is of a kind that only a later version knows. */
  readonly body: KnownBody | null;
}
