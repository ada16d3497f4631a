import { bytesToBase64Url } from "../../lib/bytes.ts";
import { ok } from "../../lib/result.ts";
import type { BlobHash, Time } from "../../domain/ids.ts";
import { MAX_WANTED_PHOTOS } from "../../sync/limits.ts";
import type { PhotoStore } from "../../sync/photo-exchange.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { Ground } from "../pond-session.ts";
import { shrinkPhoto } from "../shrink-photo.ts";
import { MAX_PHOTO_PIXELS, shownPicture } from "../shown-picture.ts";
import { withStorageErrors } from "../storage-errors.ts";

/** Bytes of others' photos that this device keeps: some thousand. One's own come on top, and never go. */
const FETCHED_ROOM_BYTES = 200 * 1024 * 1024;

/** W7: a photo is shrunk here, kept under its hash, and named by it in the listing. */
export function createPhotoCommands(ground: Ground): Pick<ShoalCommands, "addPhoto" | "previewOf" | "wantPhotos"> {
  return {
    addPhoto: async (picture) => {
      const shrunk = await shrinkPhoto(picture);
      if (shrunk === null) return fail({ kind: "invalid-input", field: "photo" });
      const { bytes, type, width, height, preview } = shrunk;
      const hash = await hashOf(bytes);
      await ground.local.putBlob({ hash, type, bytes });
      return ok({ photo: { hash, size: bytes.length, width, height }, preview });
    },
    previewOf: async (photo) => {
      const kept = await ground.local.blob(photo);
      if (kept === null) return fail({ kind: "not-found" });
      const shrunk = await shrinkPhoto(new Blob([new Uint8Array(kept.bytes)]));
      return shrunk === null ? fail({ kind: "invalid-input", field: "photo" }) : ok(shrunk.preview);
    },
    wantPhotos: async (pond, photos) => {
      await ground.local.wantPhotos(pond, photos, ground.clock.now() as Time, MAX_WANTED_PHOTOS);
      return ok(undefined);
    },
  };
}

/** W7: what the wire gives to others and gets from them. Bytes are kept only under their own hash, and only as a picture. */
export function createPhotoStore(ground: Ground): PhotoStore {
  return {
    read: async (hash) => (await ground.local.blob(hash))?.bytes ?? null,
    keep: (hash, bytes) => keepPhoto(ground, hash, bytes, false),
  };
}

/** A photo that a peer or a backup brings: kept under its own hash, and only as a picture. */
export async function keepPhoto(
  { local, clock }: Ground,
  hash: BlobHash,
  bytes: Uint8Array,
  isMine: boolean,
): Promise<"kept" | "wrong" | "full"> {
  const own = new Uint8Array(bytes);
  const type = shownPicture(own, MAX_PHOTO_PIXELS)?.type;
  if ((type !== "image/jpeg" && type !== "image/webp") || (await hashOf(own)) !== hash) return "wrong";
  const photo = { hash, type, bytes: own } as const;
  const kept = await withStorageErrors(async () => {
    await (isMine ? local.putBlob(photo) : local.keepFetched(photo, clock.now() as Time, FETCHED_ROOM_BYTES));
    return ok(undefined);
  });
  return kept.ok ? "kept" : "full";
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<BlobHash> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return bytesToBase64Url(digest) as string as BlobHash; // a hash by construction
}
