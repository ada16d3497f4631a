import { equalBytes } from "../../lib/bytes.ts";
import { ok, type Result } from "../../lib/result.ts";
import type { PondId, RecordId, Time } from "../../domain/ids.ts";
import { commitmentTo, sealOfBid } from "../../domain/kinds/lot-seal.ts";
import type { KnownBody } from "../../domain/kinds/registry.ts";
import { LOT_SECRET_BYTES, MAX_BID, MAX_LOT_SEEN } from "../../domain/limits.ts";
import { isListingOpen } from "../../domain/pond/lapse.ts";
import { bidText, endOf } from "../../domain/pond/lots.ts";
import type { EntryView, LotView } from "../../domain/pond/views.ts";
import type { AppError, LotDraft, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";

const HOUR_MS = 60 * 60_000;

type LotCommands = Pick<ShoalCommands, "enterLot" | "closeLot">;

interface LotAt {
  readonly session: PondSession;
  readonly lot: LotView;
  readonly isMine: boolean;
}

/** The record that opens a lot for a listing that is just being posted. */
export async function openingOf(
  ground: Ground,
  pond: PondId,
  listing: RecordId,
  { way, hours, least, unit }: LotDraft,
): Promise<KnownBody> {
  const closes = (ground.clock.now() + hours * HOUR_MS) as Time;
  const isDraw = way === "draw";
  const secret = ground.random.bytes(LOT_SECRET_BYTES);
  // First the secret, then the word that is bound to it: a crash in between leaves a secret that nothing needs.
  if (isDraw) await ground.local.putLotSecret({ pond, listing, secret, amount: null });
  const counted = isDraw ? { least: 0, unit: "" } : { least, unit: unit.trim() };
  const body = { listing, way, closes, ...counted, commitment: isDraw ? commitmentTo(secret) : null };
  return { kind: "lot.open.1", body };
}

/** Draws and auctions: behind every entry that counts stands an offer, so whoever wins has made a deal like any other. */
export function createLotCommands(ground: Ground, sessions: Sessions): LotCommands {
  async function lotFor(pond: PondId, listing: RecordId): Promise<Result<LotAt, AppError>> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    const lot = session.fold().lot(listing);
    const view = session.fold().listing(listing);
    if (lot === undefined || view === undefined) return fail({ kind: "not-found" });
    if (lot.closed !== null || !isListingOpen(view, ground.clock.now())) return fail({ kind: "not-your-turn" });
    return ok({ session, lot, isMine: view.owner === session.mine.me });
  }

  return {
    enterLot: async (pond, listing, amount): Outcome<void> => {
      const at = await lotFor(pond, listing);
      if (!at.ok) return at;
      const { session, lot, isMine } = at.value;
      if (isMine || ground.clock.now() > lot.closes) return fail({ kind: "not-your-turn" });
      const bid = lot.way === "draw" ? 0 : amount;
      if (bid === null || !isBid(bid, lot)) return fail({ kind: "invalid-input", field: "amount" });
      if (lot.way === "sealed") return sealBid(session, listing, bid);
      const { way } = lot;
      return offerWith(session, lot, bid, async (offer) => ({
        kind: "lot.enter.1",
        body: { listing, entry: way === "draw" ? { way, offer } : { way, offer, amount: bid } },
      }));
    },

    closeLot: async (pond, listing): Outcome<void> => {
      const at = await lotFor(pond, listing);
      if (!at.ok) return at;
      const { session, lot, isMine } = at.value;
      const now = ground.clock.now();
      if (!isMine || now < lot.closes) return fail({ kind: "not-your-turn" });
      const kept = lot.way === "draw" ? await ground.local.lotSecret(pond, listing) : null;
      if (lot.way === "draw" && kept === null) return fail({ kind: "not-found" });
      const seen = bestOf(lot).map(({ id, shown }) => shown ?? id);
      const body = { listing, seen, secret: kept?.secret ?? null };
      const { winner } = endOf({ time: now as Time, body }, lot);
      const offer = lot.entries.find(({ id }) => id === winner)?.offer ?? null;
      const sequel =
        offer === null
          ? undefined
          : async (): Promise<KnownBody> => ({ kind: "offer.accept.1", body: { offer, terms: offer, choice: 0 } });
      const done = await session.ledger.append("lot.close.1", body, { sequel });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };

  async function sealBid(session: PondSession, listing: RecordId, amount: number): Outcome<void> {
    const { pond, me } = session.mine;
    const secret = ground.random.bytes(LOT_SECRET_BYTES);
    // First what opens the envelope, then the envelope.
    await ground.local.putLotSecret({ pond, listing, secret, amount });
    const seal = sealOfBid(listing, me, amount, secret);
    const done = await session.ledger.append("lot.enter.1", { listing, entry: { way: "sealed", seal } });
    return done.ok ? ok(undefined) : appendFailure(done.error);
  }
}

/** Shows the sealed bid that this device keeps, after the time is over. Nothing where there is none to be shown. */
export async function showBidIn(ground: Ground, session: PondSession, lot: LotView): Outcome<void> {
  const { pond, me } = session.mine;
  const kept = await ground.local.lotSecret(pond, lot.id);
  const isDue = lot.way === "sealed" && lot.closed === null && ground.clock.now() > lot.closes;
  if (!isDue || kept === null || kept.amount === null) return fail({ kind: "not-your-turn" });
  const { amount, secret: salt } = kept;
  // Of several this device can open the last one only, and of another device's none: what opens nothing is not said.
  const seal = sealOfBid(lot.id, me, amount, salt);
  const isMine = (entry: EntryView) => entry.by === me && entry.seal !== null && equalBytes(entry.seal, seal);
  const mine = lot.entries.find((entry) => isMine(entry) && entry.standing === "sealed");
  if (mine === undefined) return fail({ kind: "not-your-turn" });
  const onlyIf = () =>
    session
      .fold()
      .lot(lot.id)
      ?.entries.some(({ id, shown }) => id === mine.id && shown !== null) === false;
  return offerWith(
    session,
    lot,
    amount,
    async (offer) => ({ kind: "lot.show.1", body: { listing: lot.id, offer, amount, salt } }),
    onlyIf,
  );
}

/** The offer that stands behind an entry, and right behind it the entry: both or neither. */
async function offerWith(
  session: PondSession,
  lot: LotView,
  amount: number,
  sequel: (offer: RecordId) => Promise<KnownBody>,
  onlyIf?: () => boolean,
): Outcome<void> {
  const owner = session.fold().listing(lot.id)?.owner;
  if (owner === undefined) return fail({ kind: "not-found" });
  const fromMaker = lot.way === "draw" ? [] : [{ text: bidText(amount, lot.unit) }];
  const terms = [{ fromMaker, fromOwner: [{ listing: lot.id }] }];
  const how = onlyIf === undefined ? { sequel } : { sequel, onlyIf };
  const done = await session.ledger.append("offer.make.1", { listing: lot.id, owner, terms }, how);
  return done.ok ? ok(undefined) : appendFailure(done.error);
}

/** As many as the end can name: the highest bids, the first who entered a draw. */
function bestOf({ way, entries }: LotView): readonly EntryView[] {
  const counting = entries.filter(({ standing }) => standing === "in");
  const best = way === "draw" ? counting : counting.toSorted((a, b) => (b.amount ?? 0) - (a.amount ?? 0));
  return best.slice(0, MAX_LOT_SEEN);
}

function isBid(amount: number, { way, least, entries }: LotView): boolean {
  const highest = way === "open" ? Math.max(0, ...entries.map((entry) => entry.amount ?? 0)) : 0;
  const isAbove = way === "draw" || (amount >= least && amount > (highest === 0 ? -1 : highest));
  return Number.isInteger(amount) && amount >= 0 && amount <= MAX_BID && isAbove;
}
