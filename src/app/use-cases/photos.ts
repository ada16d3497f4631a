import { bytesToBase64Url } from "../../lib/bytes.ts";
import { ok } from "../../lib/result.ts";
import type { BlobHash, Time } from "../../domain/ids.ts";
import { MAX_WANTED_PHOTOS } from "../../sync/limits.ts";
import type { PhotoStore } from "../../sync/photo-exchange.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import { photosOf } from "../keeper.ts";
import type { Ground, Sessions } from "../pond-session.ts";
import { shrinkPhoto } from "../shrink-photo.ts";
import { MAX_PHOTO_PIXELS, shownPicture } from "../shown-picture.ts";
import { withStorageErrors } from "../storage-errors.ts";

/** Bytes of others' photos that a device keeps: some thousand. One's own come on top, and never go. */
export const FETCHED_ROOM_BYTES = 200 * 1024 * 1024;
/** Share of what the browser allows that others' photos may take on a device which keeps all: records and one's own come first. */
const KEEPER_SHARE = 0.6;

/** Bytes of others' photos that this device keeps; `allowed`: what the browser gives this origin, null where it does not say. */
export async function photoRoom(ground: Ground, allowed: () => Promise<number | null>): Promise<number> {
  if (!((await ground.local.settings())?.keepsAll ?? false)) return FETCHED_ROOM_BYTES;
  return Math.max(FETCHED_ROOM_BYTES, ((await allowed()) ?? 0) * KEEPER_SHARE);
}

/** W7: a photo is shrunk here, kept under its hash, and named by it in the listing. */
export function createPhotoCommands(
  ground: Ground,
  sessions: Sessions,
): Pick<ShoalCommands, "addPhoto" | "previewOf" | "wantPhotos" | "countPhotos"> {
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
    countPhotos: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const [all, held] = [photosOf(session), await ground.local.heldPhotos()];
      return ok({ here: all.filter(({ hash }) => held.has(hash)).length, all: all.length });
    },
  };
}

/** W7: what the wire gives to others and gets from them. Bytes are kept only under their own hash, and only as a picture. */
export function createPhotoStore(
  ground: Ground,
  { room, onKept }: { readonly room: () => Promise<number>; readonly onKept: () => void },
): PhotoStore {
  return {
    read: async (hash) => (await ground.local.blob(hash))?.bytes ?? null,
    keep: async (hash, bytes) => {
      const kept = await keepPhoto(ground, hash, bytes, { isMine: false, room: await room() });
      if (kept === "kept") onKept();
      return kept;
    },
  };
}

/** A photo that a peer or a backup brings: kept under its own hash, and only as a picture. */
export async function keepPhoto(
  { local, clock }: Ground,
  hash: BlobHash,
  bytes: Uint8Array,
  { isMine, room }: { readonly isMine: boolean; readonly room: number },
): Promise<"kept" | "wrong" | "full"> {
  const own = new Uint8Array(bytes);
  const type = shownPicture(own, MAX_PHOTO_PIXELS)?.type;
  if ((type !== "image/jpeg" && type !== "image/webp") || (await hashOf(own)) !== hash) return "wrong";
  const photo = { hash, type, bytes: own } as const;
  const kept = await withStorageErrors(async () => {
    await (isMine ? local.putBlob(photo) : local.keepFetched(photo, clock.now() as Time, room));
    return ok(undefined);
  });
  return kept.ok ? "kept" : "full";
}

export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<BlobHash> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return bytesToBase64Url(digest) as string as BlobHash; // a hash by construction
}
