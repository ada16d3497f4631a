import type { Signer } from "../../src/domain/crypto.ts";
import type { FeedKey, Time } from "../../src/domain/ids.ts";
import { encodeBody } from "../../src/domain/kinds/body.ts";
import { ZERO_ID } from "../../src/domain/record/header.ts";
import { type LedgerRecord, signRecord } from "../../src/domain/record/record.ts";
import { type WireRun, writeUpdate } from "../../src/sync/canonical-update.ts";
import { clientOf } from "../../src/sync/client-id.ts";
import { updateFrame } from "../../src/sync/frames.ts";
import type { Device } from "./world.ts";

/** Some runs as one message of a peer. */
export function framed(...runs: readonly WireRun[]): Uint8Array<ArrayBuffer> {
  return updateFrame(writeUpdate(runs));
}

/** What a device holds of a feed, as it travels. */
export async function runOf(device: Device, feed: FeedKey, from = 0, limit = 1000): Promise<WireRun> {
  const rows = await device.ledger.readRun(feed, from, limit);
  return { client: clientOf(feed), from, records: rows.map(({ bytes }) => bytes) };
}

/** Lists `count` things, each with a preview of that many bytes. */
export async function listThings(device: Device, count: number, previewBytes: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const listed = await device.ledger.append("listing.post.1", {
      kind: "thing",
      title: `Thing ${i}`,
      story: "",
      condition: "good",
      wants: "",
      preview: new Uint8Array(previewBytes).fill(7),
      photos: [],
    });
    if (!listed.ok) throw new Error(listed.error.kind);
  }
}

/** Signs with what is no signature. */
export function scribbler({ publicKey }: Signer): Signer {
  return { publicKey, sign: async () => new Uint8Array(64).fill(1) };
}

/** Profiles that continue a device's feed, made without its ledger; `signers` sign one each. */
export async function profilesAfter(
  device: Device,
  signers: readonly Signer[],
  about = "x".repeat(280),
): Promise<readonly LedgerRecord[]> {
  const { feed } = device.keys;
  const row = device.ledger.feed(feed);
  const body = encodeBody("member.profile.1", { name: device.person.name, about });
  if (!body.ok) throw new Error(body.error.kind);
  const records: LedgerRecord[] = [];
  for (const [i, signer] of signers.entries()) {
    const place = {
      pond: device.ledger.pond,
      feed,
      seq: (row?.count ?? 0) + i,
      prev: records.at(-1)?.id ?? row?.head ?? ZERO_ID,
      time: (row?.headTime ?? 0) as Time, // as late as the record before, which is late enough
      kind: "member.profile.1",
    };
    records.push(await signRecord(place, body.value, signer));
  }
  return records;
}
