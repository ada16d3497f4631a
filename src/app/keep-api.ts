import type { Observable } from "../lib/observable.ts";
import type { FeedKey, PondId, Time } from "../domain/ids.ts";
import type { Outcome } from "./api.ts";

/** What the screens may ask for about keeping things: backup, restoring, devices, storage. */

/** Which photos go into a backup. */
export const BACKUP_PHOTOS = ["all", "mine", "none"] as const;
export type BackupPhotos = (typeof BACKUP_PHOTOS)[number];

/** What a backup has brought back. */
export interface RestoreReport {
  /** False where the file was broken somewhere: what came before that is here. */
  readonly isWhole: boolean;
  readonly ponds: number;
  readonly records: number;
  readonly photos: number;
  /** Things in it that could not be used. */
  readonly skipped: number;
}

/** A feed of mine: one of my devices, in one pond. */
export interface MyDevice {
  readonly pond: PondId;
  readonly pondName: string;
  readonly feed: FeedKey;
  readonly isThis: boolean;
  /** As it is called on this device; "" where it has no name. */
  readonly name: string;
  readonly lastWord: Time;
  readonly records: number;
  readonly ended: boolean;
}

/** When things were last kept elsewhere, and whether it is time again. */
export interface Keeping {
  readonly backupAt: Time | null;
  /** Swaps finished since then. */
  readonly swapsSince: number;
  /** True once there is something to lose and nobody has put it off. */
  readonly isDue: boolean;
}

/** What the browser says of this device's room (S3). */
export interface RoomOnDevice {
  /** Bytes; null where it does not say. */
  readonly used: number | null;
  readonly allowed: number | null;
  /** True where it promised not to delete by itself. */
  readonly kept: boolean;
}

/** What only the page can ask the browser for. */
export interface ShoalDevice {
  room(): Promise<RoomOnDevice>;
  /** Some browsers ask the person. True where the data is kept from now on. */
  askToKeep(): Promise<boolean>;
}

export interface KeepQueries {
  /** Mine, this one among them, by pond. */
  devices(): Observable<readonly MyDevice[]>;
  keeping(): Observable<Keeping>;
}

export interface KeepCommands {
  phrase(): Outcome<readonly string[]>;
  /** The identity of 24 words, on a device that is nobody's yet. */
  restorePhrase(text: string): Outcome<void>;
  /** Five words from the list, by chance: for a person who has no better passphrase. */
  proposePassphrase(): Outcome<string>;
  makeBackup(how: { readonly passphrase: string; readonly photos: BackupPhotos }): Outcome<Blob>;
  /** Only where the file was put somewhere: notes that things are kept. */
  backupKept(): Outcome<void>;
  /** Not now: asks again after some more swaps. */
  putOffBackup(): Outcome<void>;
  restoreBackup(file: Blob, passphrase: string): Outcome<RestoreReport>;

  /** The new device asks: text for its code, and words that both must show. */
  askLink(): Outcome<{ readonly code: string; readonly words: readonly string[] }>;
  /** The words of a request, before it is answered. */
  wordsOfLink(code: string): Outcome<readonly string[]>;
  /** The old device's answer, which only the one that asked can open. */
  answerLink(code: string): Outcome<{ readonly code: string; readonly ponds: number; readonly left: number }>;
  /** The new device becomes the same person in the same ponds. */
  takeLink(code: string): Outcome<{ readonly ponds: number }>;

  /** Ends one of my other devices in a pond: what it writes from now on counts for nothing. */
  closeDevice(pond: PondId, feed: FeedKey): Outcome<void>;
  nameDevice(feed: FeedKey, name: string): Outcome<void>;
  /** Takes back my listings here and ends this device's feed; everything stays to be read. */
  leavePond(pond: PondId): Outcome<void>;
  /** Takes a pond away from this device. */
  forgetPond(pond: PondId): Outcome<void>;
  /** Takes everything away from this device. */
  wipe(): Outcome<void>;
}
