import * as z from "zod/mini";
import { err, ok, type Result } from "../../lib/result.ts";
import { decodeCanonical, encodeCanonical } from "../../domain/encoding.ts";
import { bytesField, KEY_BYTES, parseKeyText, type PondId, timeField } from "../../domain/ids.ts";
import { POND_SECRET_BYTES, relayUrlField } from "../../domain/invite/link.ts";
import { textField } from "../../domain/kinds/text-field.ts";
import { MAX_NAME, MAX_POND_NAME } from "../../domain/limits.ts";
import { DeviceNameRow, KeptWordsRow } from "../kept-rows.ts";
import { BlobRow, DraftRow, LotSecretRow, MutedRow, SavedSearchRow, SealedVouchRow, SettingsRow } from "../rows.ts";
import type { ChunkReader, ChunkWriter, Damaged } from "./chunks.ts";
import { MAX_ITEM_BYTES } from "./limits.ts";

/**
 * What a backup holds, one thing after the other: who, then settings, each pond with its rows and its records' pages, photos, and
 * the word that this is all. Keys of feeds are not among it: they never leave their device (K2).
 */

/** Bytes of anything that is no photo: a page of the wire is the largest. */
const MAX_SMALL_BYTES = 80 * 1024;
const SIZE_BYTES = 4;
const MAX_POND_RELAYS = 16;

const pondText = z.custom<PondId>((value) => typeof value === "string" && parseKeyText(value) !== null);

/** Only known to this pond's members; not signed by anybody. */
export const PondItem = z.object({
  pond: pondText,
  secret: bytesField(POND_SECRET_BYTES, POND_SECRET_BYTES),
  relays: z.array(relayUrlField).check(z.maxLength(MAX_POND_RELAYS)),
  myName: textField(1, MAX_NAME),
  pondName: textField(1, MAX_POND_NAME),
  joined: timeField,
});
export type PondItem = z.infer<typeof PondItem>;

const ITEMS = {
  who: z.object({ seed: bytesField(KEY_BYTES, KEY_BYTES), made: timeField, swaps: z.int().check(z.nonnegative()) }),
  settings: SettingsRow,
  pond: PondItem,
  draft: z.object({ pond: pondText, draft: DraftRow }),
  vouch: SealedVouchRow,
  lot: LotSecretRow,
  muted: MutedRow,
  search: SavedSearchRow,
  words: KeptWordsRow,
  device: DeviceNameRow,
  /** A page of the wire, as a `.pond` file has it. */
  page: z.object({ pond: pondText, update: bytesField(1, MAX_SMALL_BYTES) }),
  photo: z.object({ photo: BlobRow, isMine: z.boolean() }),
  /** So that a file that was never finished is told from one that was. */
  end: z.object({ items: z.int().check(z.nonnegative()) }),
} as const;

export type ItemKind = keyof typeof ITEMS;
export type ItemOf<K extends ItemKind> = z.output<(typeof ITEMS)[K]>;
export type Item = { readonly [K in ItemKind]: { readonly kind: K; readonly value: ItemOf<K> } }[ItemKind];

export async function writeItem<K extends ItemKind>(chunks: ChunkWriter, kind: K, value: ItemOf<K>): Promise<void> {
  const bytes = encodeCanonical([kind, value]);
  const size = new Uint8Array(SIZE_BYTES);
  new DataView(size.buffer).setUint32(0, bytes.length);
  await chunks.write(size);
  await chunks.write(bytes);
  bytes.fill(0);
}

/** The next thing; null at the end; "unknown" for one that this app cannot use, which costs nothing else. */
export async function readItem(chunks: ChunkReader): Promise<Result<Item | "unknown" | null, Damaged>> {
  const size = await chunks.read(SIZE_BYTES);
  if (!size.ok) return size;
  if (size.value === null) return ok(null);
  const length = new DataView(size.value.buffer).getUint32(0);
  // Looked at before it is allocated: whoever knows the passphrase can write anything.
  if (length === 0 || length > MAX_ITEM_BYTES) return err({ kind: "backup-damaged" });
  const bytes = await chunks.read(length);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return err({ kind: "backup-damaged" });
  return ok(parseItem(bytes.value) ?? "unknown");
}

export function parseItem(bytes: Uint8Array): Item | null {
  const decoded = decodeCanonical(bytes, MAX_ITEM_BYTES);
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 2) return null;
  const [kind, value]: readonly unknown[] = decoded.value;
  if (typeof kind !== "string" || !isKind(kind)) return null;
  if (kind !== "photo" && bytes.length > MAX_SMALL_BYTES) return null;
  const parsed = z.safeParse(ITEMS[kind], value);
  // The schema of that very kind: TypeScript cannot see that the two go together.
  return parsed.success ? ({ kind, value: parsed.data } as Item) : null;
}

function isKind(kind: string): kind is ItemKind {
  return Object.hasOwn(ITEMS, kind);
}
