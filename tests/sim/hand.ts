import type { Clock } from "../../src/lib/clock.ts";
import type { Signer } from "../../src/domain/crypto.ts";
import { encodeCanonical } from "../../src/domain/encoding.ts";
import { hashBytes } from "../../src/domain/hash.ts";
import type { PondId, RecordId, Time } from "../../src/domain/ids.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { encodeHeader, type RecordHeader, ZERO_ID } from "../../src/domain/record/header.ts";
import { idOf } from "../../src/domain/record/record.ts";
import type { WireRun } from "../../src/sync/canonical-update.ts";
import { clientOf } from "../../src/sync/client-id.ts";

/** What a cheat changes in a record before she signs it, or after. */
export interface Twist {
  readonly header?: Partial<RecordHeader>;
  /** Signs something else than the header. */
  readonly rubbish?: boolean;
}

/** A feed whose writer obeys nobody: the next record is whatever she says it is, and follows the one before. */
export interface Hand {
  readonly keys: FeedKeys;
  readonly identity: Signer;
  write(kind: string, body: Uint8Array, twist?: Twist): Promise<Uint8Array>;
  /** All that was written, from seq `from` on. */
  run(from?: number): WireRun;
}

export function createHand(pond: PondId, identity: Signer, keys: FeedKeys, clock: Clock): Hand {
  const written: Uint8Array[] = [];
  let prev: RecordId = ZERO_ID;
  let time = 0;

  return {
    keys,
    identity,
    write: async (kind, body, { header: changed = {}, rubbish = false } = {}) => {
      time = Math.max(time, clock.now());
      const header: RecordHeader = {
        pond,
        feed: keys.feed,
        seq: written.length,
        prev,
        time: time as Time,
        kind,
        bodyHash: hashBytes(body),
        bodySize: body.length,
        ...changed,
      };
      const headerBytes = encodeHeader(header);
      const signature = await keys.signer.sign("shoal/record/1", rubbish ? body : headerBytes);
      const bytes = encodeCanonical([headerBytes, signature, body]);
      written.push(bytes);
      prev = idOf(headerBytes, signature);
      time = header.time;
      return bytes;
    },
    run: (from = 0) => ({ client: clientOf(keys.feed), from, records: written.slice(from) }),
  };
}
