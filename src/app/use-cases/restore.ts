import type { PondId } from "../../domain/ids.ts";
import { openLedger } from "../../domain/ledger/ledger.ts";
import { createPondFold } from "../../domain/pond/fold.ts";
import { createChunkReader } from "../../storage/backup/chunks.ts";
import { HEAD_BYTES, openHead } from "../../storage/backup/head.ts";
import { type Item, type ItemOf, type PondItem, readItem } from "../../storage/backup/items.ts";
import { MAX_BACKUP_BYTES } from "../../storage/backup/limits.ts";
import { ok } from "../../lib/result.ts";
import { updateFrame } from "../../sync/frames.ts";
import { createGate, type GateService } from "../../sync/gate.ts";
import type { Outcome, ShoalCommands } from "../api.ts";
import type { RestoreReport } from "../keep-api.ts";
import { fail } from "../failure.ts";
import { openHere } from "../further-feeds.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { FETCHED_ROOM_BYTES, keepPhoto } from "./photos.ts";
import { forgetSamples } from "./sample.ts";

/** What has been brought back so far. */
interface Restoring {
  readonly ponds: Map<PondId, PondItem>;
  readonly gates: Map<PondId, GateService>;
  items: number;
  records: number;
  photos: number;
  skipped: number;
}

type ItemFailure = Exclude<Awaited<Outcome<void>>, { readonly ok: true }>;

/**
 * The same person on a device that is nobody's yet, from a file. Whatever is in it goes through the same parsers, the same gate
 * and the same checks as what peers bring; a broken end costs what was in it. Each pond gets a feed of this device's own (K3).
 */
export function createRestoreCommands(
  ground: Ground,
  sessions: Sessions,
  gateOf: (session: PondSession) => GateService,
): Pick<ShoalCommands, "restoreBackup"> {
  return {
    restoreBackup: async (file, passphrase): Outcome<RestoreReport> => {
      if (file.size > MAX_BACKUP_BYTES) return fail({ kind: "backup-too-big" });
      const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
      const opened = await openHead(head, passphrase);
      if (!opened.ok) return opened;
      const chunks = createChunkReader(file, opened.value);
      const first = await readItem(chunks);
      if (!first.ok) return fail(first.error);
      if (first.value === null || first.value === "unknown" || first.value.kind !== "who") {
        return fail({ kind: "backup-damaged" });
      }
      const who = first.value.value;
      await forgetSamples(ground, sessions);
      const adopted = await ground.vault.adoptIdentity(who.seed);
      who.seed.fill(0);
      if (adopted === "another") return fail({ kind: "another-identity" });

      const so: Restoring = { ponds: new Map(), gates: new Map(), items: 1, records: 0, photos: 0, skipped: 0 };
      let isWhole = false;
      for (let next = await readItem(chunks); next.ok && next.value !== null; next = await readItem(chunks)) {
        const item = next.value;
        if (item === "unknown") so.skipped++;
        else if (item.kind === "end") isWhole = item.value.items === so.items;
        else {
          const failed = await take(so, item);
          if (failed !== null) return failed;
        }
        so.items++;
      }
      for (const known of so.ponds.values()) {
        const here = await openHere(ground, sessions, known);
        if (!here.ok) return here;
      }
      const { backup, later } = await ground.keep.keeping();
      const kept = { at: who.made, swaps: who.swaps };
      // A file that is older than what was kept since is no reason to forget that.
      if (isWhole && (backup?.at ?? 0) < kept.at) await ground.keep.putKeeping({ id: "keeping", backup: kept, later });
      const { records, photos, skipped } = so;
      return ok({ isWhole, ponds: so.ponds.size, records, photos, skipped });
    },
  };

  /** Null where it was taken in, or is one of those things that are only counted. */
  async function take(so: Restoring, item: Item): Promise<ItemFailure | null> {
    if (item.kind === "pond") {
      so.ponds.set(item.value.pond, item.value);
      return null;
    }
    if (item.kind === "page") return takePage(so, item.value);
    if (item.kind === "photo") return takePhoto(so, item.value);
    const isTaken = await takeRow(so, item);
    if (!isTaken) so.skipped++;
    return null;
  }

  async function takePage(so: Restoring, { pond, update }: ItemOf<"page">): Promise<ItemFailure | null> {
    if (!so.ponds.has(pond)) {
      so.skipped++;
      return null;
    }
    const gate = so.gates.get(pond) ?? (await gateTo(pond));
    so.gates.set(pond, gate);
    const [reply] = await gate.receive([updateFrame(update)]);
    if (reply?.kind !== "runs") {
      so.skipped++;
      return null;
    }
    for (const { from, to, admitted, refused } of reply.runs) {
      if (refused?.kind === "quota") return fail({ kind: "quota" });
      if (refused?.kind === "storage") return fail({ kind: "storage-unavailable", why: "other" });
      so.records += admitted;
      if (refused !== null) so.skipped += to - from - admitted;
    }
    return null;
  }

  async function takePhoto(so: Restoring, { photo, isMine }: ItemOf<"photo">): Promise<ItemFailure | null> {
    const kept = await keepPhoto(ground, photo.hash, photo.bytes, { isMine, room: FETCHED_ROOM_BYTES });
    if (kept === "full") return fail({ kind: "quota" });
    if (kept === "kept") so.photos++;
    else so.skipped++;
    return null;
  }

  /** False where it is of no pond in this file. */
  async function takeRow(so: Restoring, item: Item): Promise<boolean> {
    const { keep, local } = ground;
    if ("pond" in item.value && !so.ponds.has(item.value.pond)) return false;
    switch (item.kind) {
      case "settings":
        await local.putSettings(item.value);
        return true;
      case "device":
        await keep.nameDevice(item.value.feed, item.value.name);
        return true;
      case "draft":
        await keep.addOwnRows({ drafts: [item.value] });
        return true;
      case "vouch":
        await keep.addOwnRows({ sealedVouches: [item.value] });
        return true;
      case "lot":
        await keep.addOwnRows({ lotSecrets: [item.value] });
        return true;
      case "muted":
        await keep.addOwnRows({ muted: [item.value] });
        return true;
      case "search": {
        const since = await ground.store.lastN(item.value.pond); // the other device's order of arrival is not this one's
        await keep.addOwnRows({ savedSearches: [{ ...item.value, since }] });
        return true;
      }
      case "words":
        await keep.addOwnRows({ keptWords: [item.value] });
        return true;
      default:
        return false; // a second "who"
    }
  }

  /** Where this device is in the pond already, its own; else one that only reads, so that no feed is opened before its time. */
  async function gateTo(pond: PondId): Promise<GateService> {
    const session = await sessions.open(pond);
    if (session !== null) return gateOf(session);
    const { store, verifier, clock } = ground;
    const project = () => createPondFold(pond);
    return createGate({ ledger: await openLedger({ pond, store, verifier, clock, project, keys: null }) });
  }
}
