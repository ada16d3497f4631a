import { bytesToBase64Url } from "../../lib/bytes.ts";
import { ok } from "../../lib/result.ts";
import type { BlobHash } from "../../domain/ids.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { Ground } from "../pond-session.ts";
import { shrinkPhoto } from "../shrink-photo.ts";

/** W7: a photo is shrunk here, kept under its hash, and named by it in the listing. */
export function createPhotoCommands(ground: Ground): Pick<ShoalCommands, "addPhoto"> {
  return {
    addPhoto: async (picture) => {
      const shrunk = await shrinkPhoto(picture);
      if (shrunk === null) return fail({ kind: "invalid-input", field: "photo" });
      const { bytes, type, width, height, preview } = shrunk;
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const hash = bytesToBase64Url(digest) as string as BlobHash; // a hash by construction
      await ground.local.putBlob({ hash, type, bytes });
      return ok({ photo: { hash, size: bytes.length, width, height }, preview });
    },
  };
}
