import type { Time } from "../../domain/ids.ts";
import { createChunkWriter } from "../../storage/backup/chunks.ts";
import { type Cost, makeHead } from "../../storage/backup/head.ts";
import { type ItemKind, type ItemOf, writeItem } from "../../storage/backup/items.ts";
import { MAX_PASSPHRASE, MIN_PASSPHRASE } from "../../storage/backup/limits.ts";
import { ok } from "../../lib/result.ts";
import type { GateService } from "../../sync/gate.ts";
import type { ShoalCommands } from "../api.ts";
import type { BackupPhotos } from "../keep-api.ts";
import { fail } from "../failure.ts";
import type { MyPond } from "../local-rows.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { readPrivateWords } from "../private-words.ts";

type Write = <K extends ItemKind>(kind: K, value: ItemOf<K>) => Promise<void>;
type BackupCommands = Pick<ShoalCommands, "makeBackup" | "backupKept" | "putOffBackup" | "proposePassphrase">;

/** Words of a proposed passphrase: 55 bits, behind scrypt. */
const PROPOSED_WORDS = 5;

/** All that is mine, as one file that only a passphrase opens. The device's own feed keys stay (K2). */
export function createBackupCommands(
  ground: Ground,
  sessions: Sessions,
  gateOf: (session: PondSession) => GateService,
  loadWordlist: () => Promise<readonly string[]>,
  cost: Cost | undefined,
): BackupCommands {
  const { keep, local, vault, clock, random } = ground;

  async function swapsDone(): Promise<number> {
    const open = await Promise.all((await local.ponds()).map(({ pond }) => sessions.open(pond)));
    return open.reduce((sum, session) => sum + (session?.fold().member(session.mine.me)?.dealsDone ?? 0), 0);
  }

  async function writePond(write: Write, { pond, secret, relays, myName, pondName, joined }: MyPond): Promise<void> {
    const session = await sessions.open(pond);
    if (session === null) return; // its keys are lost here; where its records are, they are still on other devices
    const name = session.fold().pond()?.name ?? pondName;
    await write("pond", { pond, secret, relays: [...relays], myName, pondName: name, joined });
    const rows = await keep.ownRows(pond);
    for (const draft of rows.drafts) await write("draft", draft);
    for (const vouch of rows.sealedVouches) await write("vouch", vouch);
    for (const lot of rows.lotSecrets) await write("lot", lot);
    for (const muted of rows.muted) await write("muted", muted);
    for await (const words of readPrivateWords(ground, session)) await write("words", words);
    const gate = gateOf(session);
    const has = new Map<number, number>();
    for (let page = await gate.page(has); page !== null; page = await gate.page(has)) {
      await write("page", { pond, update: page.update });
      for (const { client, to } of page.spans) has.set(client, to);
    }
    // Behind the pages: what has come with them is not what is searched for.
    for (const search of rows.savedSearches) await write("search", search);
  }

  async function writePhotos(write: Write, which: BackupPhotos): Promise<void> {
    if (which === "none") return;
    for (const { hash, isMine } of await keep.photos()) {
      const photo = isMine || which === "all" ? await local.blob(hash) : null;
      if (photo !== null) await write("photo", { photo: { ...photo, bytes: new Uint8Array(photo.bytes) }, isMine });
    }
  }

  return {
    makeBackup: async ({ passphrase, photos }) => {
      const length = passphrase.trim().length;
      if (length < MIN_PASSPHRASE || length > MAX_PASSPHRASE)
        return fail({ kind: "invalid-input", field: "passphrase" });
      const chunks = createChunkWriter(await makeHead(passphrase, cost));
      let items = 0;
      const write: Write = (kind, value) => {
        items++;
        return writeItem(chunks, kind, value);
      };
      const seed = await vault.identitySeed();
      await write("who", { seed, made: clock.now() as Time, swaps: await swapsDone() });
      seed.fill(0);
      const settings = await keep.settings();
      if (settings !== null) await write("settings", settings);
      for (const name of await keep.deviceNames()) await write("device", name);
      for (const mine of await local.ponds()) await writePond(write, mine);
      await writePhotos(write, photos);
      await write("end", { items });
      return ok(await chunks.finish());
    },

    backupKept: async () => {
      const now = { at: clock.now() as Time, swaps: await swapsDone() };
      await keep.putKeeping({ id: "keeping", backup: now, later: null });
      return ok(undefined);
    },

    putOffBackup: async () => {
      const { backup } = await keep.keeping();
      await keep.putKeeping({ id: "keeping", backup, later: { at: clock.now() as Time, swaps: await swapsDone() } });
      return ok(undefined);
    },

    proposePassphrase: async () => {
      const wordlist = await loadWordlist();
      // The list has 2^11 words, so that 16 bits fall on each of them alike.
      const bits = new DataView(new Uint8Array(random.bytes(2 * PROPOSED_WORDS)).buffer);
      const words = Array.from({ length: PROPOSED_WORDS }, (_, i) => wordlist[bits.getUint16(2 * i) % wordlist.length]);
      return ok(words.join(" "));
    },
  };
}
