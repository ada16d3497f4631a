import type { BlobHash, FeedKey, IdentityKey, PondId, RecordId, Time } from "../domain/ids.ts";
import type { Invite } from "../domain/invite/link.ts";
import type { PhotoRef } from "../domain/kinds/listing.ts";
import type { Blob as PhotoBlob } from "../domain/pond/views.ts";
import type { NewsCounts } from "../domain/news/news.ts";
import type { ListingDraft, SavedSearch, Settings, SyncGlance, VouchDraft } from "./api.ts";

/** What this device knows of one of its ponds and tells nobody. */
export interface MyPond {
  readonly pond: PondId;
  /** 32 bytes; the name and keys of the pond's room come from it (P1). */
  readonly secret: Uint8Array;
  readonly relays: readonly string[];
  readonly feed: FeedKey;
  readonly me: IdentityKey;
  readonly myName: string;
  /** As the invite said, until the genesis record has come. */
  readonly pondName: string;
  readonly joined: Time;
  /** The first record of this device's feed: kept, so that a crash before it was stored loses nothing. */
  readonly opening: Uint8Array;
  /** The invite that this device hands out, made on first use. */
  readonly invite: { readonly seed: Uint8Array; readonly certificate: Invite["certificate"] } | null;
  /** Only of a sample (S7): being made, or to be looked at. */
  readonly sample?: "making" | "ready";
}

/** A vouch in its closed envelope, with what opens it. */
export interface SealedVouch extends VouchDraft {
  readonly pond: PondId;
  readonly deal: RecordId;
  readonly salt: Uint8Array;
}

/** What decides a draw of mine, or opens a sealed bid of mine. */
export interface LotSecret {
  readonly pond: PondId;
  readonly listing: RecordId;
  readonly secret: Uint8Array;
  /** Of my bid; null for a draw. */
  readonly amount: number | null;
}

/** How far somebody has looked, as places in this device's order of arrival. */
export interface Looked {
  readonly upTo: number;
  readonly told: number;
}

/** Rows that never leave this device. */
export interface LocalRows {
  /** Without samples. */
  ponds(): Promise<readonly MyPond[]>;
  /** S7: those that are being made, or were left half made, are among them. */
  samples(): Promise<readonly MyPond[]>;
  /** Null for a sample that is not whole yet. */
  pond(pond: PondId): Promise<MyPond | null>;
  putPond(row: MyPond): Promise<void>;
  /** False where this device is in that pond already, by whatever tab: then its row stays. */
  addPond(row: MyPond): Promise<boolean>;
  putDraft(pond: PondId, draft: ListingDraft | null): Promise<void>;
  settings(): Promise<Settings | null>;
  putSettings(settings: Settings): Promise<void>;
  blob(hash: BlobHash): Promise<PhotoBlob | null>;
  /** A photo of one's own: it stays until its owner lets it go. */
  putBlob(blob: PhotoBlob): Promise<void>;
  /** W7: notes that these are looked at, and those of them that are not here as wanted; of more than `most`, the newest. */
  wantPhotos(pond: PondId, photos: readonly PhotoRef[], now: Time, most: number): Promise<void>;
  /** Keeps a photo of others; those looked at longest ago go until all of them together have at most `room` bytes. */
  keepFetched(blob: PhotoBlob, now: Time, room: number): Promise<void>;
  /** W7: what a device that keeps all photos fetches when nothing else is wanted: these, and no longer what was named before. */
  wantQuietly(pond: PondId, photos: readonly PhotoRef[]): Promise<void>;
  /** Hashes of all photos that are here. */
  heldPhotos(): Promise<ReadonlySet<BlobHash>>;
  /** Bytes of the photos of others that are here. */
  fetchedBytes(): Promise<number>;
  sealedVouches(pond: PondId): Promise<readonly SealedVouch[]>;
  putSealedVouch(vouch: SealedVouch): Promise<void>;
  deleteSealedVouch(pond: PondId, deal: RecordId): Promise<void>;
  /** How far somebody has looked at a pond's news; null where that is not known yet. */
  looked(pond: PondId): Promise<Looked | null>;
  /** Where nothing is known yet, everything up to here counts as seen. */
  beginNews(pond: PondId, upTo: number): Promise<void>;
  /** Somebody has seen what had arrived up to here. Never goes back. */
  lookAt(pond: PondId, upTo: number): Promise<void>;
  countNews(pond: PondId, counts: NewsCounts): Promise<void>;
  /** Up to where it was told outside of the app before; from now on, up to `upTo`. */
  tellUpTo(pond: PondId, upTo: number): Promise<number>;
  savedSearches(pond: PondId): Promise<readonly SavedSearch[]>;
  /** False where there are `most` already, and this is none of them. */
  putSavedSearch(row: SavedSearch & { readonly pond: PondId }, most: number): Promise<boolean>;
  deleteSavedSearch(pond: PondId, id: string): Promise<void>;
  muted(pond: PondId): Promise<readonly IdentityKey[]>;
  mute(row: { readonly pond: PondId; readonly id: IdentityKey }, muted: boolean): Promise<void>;
  lotSecret(pond: PondId, listing: RecordId): Promise<LotSecret | null>;
  putLotSecret(row: LotSecret): Promise<void>;
  putWire(pond: PondId, glance: SyncGlance): Promise<void>;
}
