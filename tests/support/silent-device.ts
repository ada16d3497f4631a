import { hashBytes } from "../../src/domain/hash.ts";
import type { FeedKey, RecordId, Time } from "../../src/domain/ids.ts";
import type { BodyOf, KnownBody, RecordKind } from "../../src/domain/kinds/registry.ts";
import type { AdmittedRecord } from "../../src/domain/pond/admitted.ts";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { keyOf, type Story, type Teller } from "./teller.ts";

/** A further device of somebody, as a cheat has it: it was silent, so it may give its records any time since then. */
export interface SilentDevice {
  sayAt<K extends RecordKind>(time: number, kind: K, body: BodyOf<K>): AdmittedRecord;
}

export function silentDevice(story: Story, of: Teller, name: string): SilentDevice {
  const feed = keyOf<FeedKey>(`feed ${name}`);
  let seq = 0;
  return {
    sayAt: (time, kind, body) => {
      const id = bytesToBase64Url(hashBytes(Buffer.from(`record ${name} ${seq}`))) as string as RecordId;
      // As in `teller.ts`: a kind and its own body.
      const said = { kind, body } as KnownBody;
      const record: AdmittedRecord = { id, feed, identity: of.id, seq: seq++, time: time as Time, body: said };
      story.told.push(record);
      return record;
    },
  };
}
