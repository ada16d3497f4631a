import { MAX_PHOTO_BYTES } from "../../domain/limits.ts";

/** What a backup's file may cost whoever opens it. Each with unit and reason. */

/** Bytes of a file that is still opened: ten times the photos that a device keeps, with all records of a pond beside them. */
export const MAX_BACKUP_BYTES = 2 * 1024 * 1024 * 1024;
/** Bytes of content that are sealed at a time: memory holds two of them, and a broken one costs no more than itself. */
export const CHUNK_BYTES = 64 * 1024;
/** AES-GCM's, behind each chunk. */
export const TAG_BYTES = 16;
/** Bytes of one thing in a backup: the largest is a photo. */
export const MAX_ITEM_BYTES = MAX_PHOTO_BYTES + 1024;
/** Bytes of sealed chunks that wait in memory before the browser may put them on its disk. */
export const SPILL_BYTES = 4 * 1024 * 1024;
/**
 * scrypt: N = 2^15, r = 8, p = 3 takes 32 MB and a second or more of a laptop for each guess at a passphrase. OWASP has it as equal to
 * 2^17 with p = 1, which would take 128 MB: more than a cheap phone gives a page.
 */
export const SCRYPT = { logN: 15, r: 8, p: 3 } as const;
/** What is still worked through when a file asks for it: 2^18 are 256 MB; below 2^10 nobody ever wrote. */
export const SCRYPT_RANGE = { logN: [10, 18], r: [8, 8], p: [1, 4] } as const;
/** Characters of a passphrase. The shortest is what a person can be asked for; the app proposes five words. */
export const MIN_PASSPHRASE = 10;
export const MAX_PASSPHRASE = 200;
