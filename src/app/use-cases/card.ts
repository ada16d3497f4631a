import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey } from "../../domain/ids.ts";
import { type Ledger, openLedger } from "../../domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../domain/ledger/memory-store.ts";
import { refusal } from "../../domain/ledger/refusal.ts";
import { selectCard } from "../../domain/pond/card-selection.ts";
import { createPondFold, type PondFold } from "../../domain/pond/fold.ts";
import type { MemberView, PondView } from "../../domain/pond/views.ts";
import { readBundle } from "../../sync/bundle.ts";
import { readCardFile, writeCardFile } from "../../sync/card-file.ts";
import { createGate } from "../../sync/gate.ts";
import { MAX_CARD_RECORD_BYTES, MAX_CARD_RECORDS } from "../../sync/limits.ts";
import type { SyncLedger } from "../../sync/sync-ledger.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import type { CardProof } from "../card-proof.ts";
import { fail } from "../failure.ts";
import type { Ground, Sessions } from "../pond-session.ts";

/** A member's card on its way from one pond to another: out as signed records, in as what these prove. */
export function createCardCommands(ground: Ground, sessions: Sessions): Pick<ShoalCommands, "exportCard" | "readCard"> {
  return {
    exportCard: async (pond, member): Outcome<Blob> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const fold = session.fold();
      if (fold.member(member) === undefined) return fail({ kind: "not-found" });
      const room = { records: MAX_CARD_RECORDS, bytes: MAX_CARD_RECORD_BYTES };
      const feeds = await selectCard(session.ledger, fold, member, room);
      // Somebody between him and the founder has not arrived here: nobody could check it (P2).
      return feeds === null ? fail({ kind: "not-found" }) : ok(await writeCardFile(pond, member, feeds));
    },

    readCard: async (pond, file): Outcome<CardProof> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const card = await verifyCard(file, ground);
      return card.ok ? ok(proofOf(card.value, session.fold())) : card;
    },
  };
}

/** What a card proves, by its own records alone. */
export interface VerifiedCard {
  readonly pond: PondView;
  readonly member: MemberView;
  readonly fold: PondFold;
}

/** N8: verifies all of a file in a ledger that lives as long as this takes. One bad record, and it is no proof. */
export async function verifyCard(
  file: Blob,
  { verifier, clock }: Pick<Ground, "verifier" | "clock">,
): Promise<Result<VerifiedCard, AppError>> {
  const card = await readCardFile(file);
  if (card === null) return fail({ kind: "bundle-unreadable" });
  const fold = createPondFold(card.pond);
  const store = createMemoryLedgerStore();
  const parts = { pond: card.pond, store, verifier, clock, keys: null, project: () => fold };
  const ledger = await openLedger({ ...parts, wanted: "proofs" });
  const read = await readBundle(card.pond, card.bundle, createGate({ ledger: bounded(ledger) }));
  const pond = fold.pond();
  const member = fold.member(card.member);
  const isWhole = read.ok && read.value.refused === 0 && pond !== null && member !== undefined;
  return isWhole ? ok({ pond, member, fold }) : fail({ kind: "bundle-unreadable" });
}

/** Takes so many records in and no more, whatever it is given and however often. */
function bounded(ledger: Ledger): SyncLedger {
  let records = 0;
  return {
    ...ledger,
    admitRun: async (wire) => {
      records += wire.length;
      if (records <= MAX_CARD_RECORDS) return ledger.admitRun(wire);
      return { admitted: 0, duplicates: 0, refused: refusal("malformed") };
    },
  };
}

function proofOf({ pond, member, fold }: VerifiedCard, here: PondFold): CardProof {
  const { id, name, since, dealsDone, dealPartners, vouchesGood, vouchesBad, met, forked } = member;
  return {
    member: id,
    name,
    pondName: pond.name,
    since,
    dealsDone,
    dealPartners,
    vouchesGood,
    vouchesBad,
    met: met.length,
    forked,
    // A time in a record; 0 only where there is none, and the genesis is there.
    upTo: fold.newest() as CardProof["upTo"],
    vouchers: vouchersOf(id, fold, here),
    knownHere: here.member(id) !== undefined,
  };
}

/** K1: a person is the same key in all his ponds, so those whom the reader knows are found by their keys; they come first. */
function vouchersOf(about: IdentityKey, fold: PondFold, here: PondFold): CardProof["vouchers"] {
  const vouches = [...fold.dealsOf(about)].flatMap((deal) => deal.vouches);
  const good = vouches.filter((vouch) => vouch.about === about && vouch.opened?.good === true);
  const vouchers = [...new Set(good.map(({ by }) => by))].map((member) => ({
    member,
    name: fold.member(member)?.name ?? "",
    knownHere: here.member(member) !== undefined,
  }));
  return vouchers.sort(
    (a, b) => Number(b.knownHere) - Number(a.knownHere) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}
