import type { IdentityKey } from "../domain/ids.ts";
import { USUAL_STAKE } from "../domain/limits.ts";
import { canOpenVouch, hasDealLapsed } from "../domain/pond/lapse.ts";
import type { DealView } from "../domain/pond/views.ts";
import type { Ground, PondSession } from "./pond-session.ts";
import { showBidIn } from "./use-cases/lots.ts";

/**
 * What this device does by itself, in its person's name: it opens a sealed vouch once both are in or the wait is over, and
 * says what its person has at stake in a deal that the other has accepted (T11), and shows his sealed bids once it is time.
 * Safe to call at any time and from several tabs: only the first opening of a vouch and the first hold count.
 */
export async function performDuties(ground: Ground, session: PondSession): Promise<void> {
  await openVouches(ground, session);
  await holdStakes(ground, session);
  await showBids(ground, session);
}

async function openVouches(ground: Ground, session: PondSession): Promise<void> {
  const { pond, me } = session.mine;
  for (const sealed of await ground.local.sealedVouches(pond)) {
    const deal = session.fold().deal(sealed.deal);
    const mine = deal?.vouches.find((vouch) => vouch.by === me);
    if (deal === undefined || mine === undefined) continue;
    if (mine.opened === null) {
      if (!canOpenVouch(deal, me, ground.clock.now())) continue;
      const { pond: _pond, ...body } = sealed;
      const done = await session.ledger.append("vouch.open.1", body);
      if (!done.ok) continue; // a full disk today: the duty stays and is tried at the next growth
    }
    await ground.local.deleteSealedVouch(pond, sealed.deal);
  }
}

/** Whoever accepted has said his stake with the accept. Where nothing can be held yet, it is tried again while the deal is open. */
async function holdStakes(ground: Ground, session: PondSession): Promise<void> {
  const { me } = session.mine;
  const lacksMine = (deal: DealView | undefined) => deal !== undefined && lacksHoldOf(deal, me, ground.clock.now());
  for (const { id, maker, owner } of session.fold().dealsOf(me)) {
    if (!lacksMine(session.fold().deal(id))) continue;
    const ways = session.trust().waysFor(me, maker === me ? owner : maker, USUAL_STAKE);
    if (ways.length === 0) continue;
    const onlyIf = () => lacksMine(session.fold().deal(id));
    // A full disk today, or another tab's word: the first is tried again at the next growth, the second is as good.
    await session.ledger.append("deal.hold.1", { deal: id, ways }, { onlyIf });
  }
}

/** A3: a sealed bid counts only once it is shown; nobody should lose because he was not looking. */
async function showBids(ground: Ground, session: PondSession): Promise<void> {
  const { me } = session.mine;
  for (const lot of session.fold().lots()) {
    const isMine = lot.entries.some(({ by, standing }) => by === me && standing === "sealed");
    // A full disk today: the duty stays and is tried at the next growth.
    if (isMine && lot.closed === null && ground.clock.now() > lot.closes) await showBidIn(ground, session, lot);
  }
}

function lacksHoldOf(deal: DealView, me: IdentityKey, now: number): boolean {
  const isOpen = (deal.state === "agreed" || deal.state === "handed") && !hasDealLapsed(deal, now);
  return isOpen && deal.agreed?.by !== me && deal.holds.every(({ by }) => by !== me);
}
