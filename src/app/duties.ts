import { canOpenVouch } from "../domain/pond/lapse.ts";
import type { Ground, PondSession } from "./pond-session.ts";

/**
 * What this device does by itself, in its person's name: it opens a sealed vouch once both are in or the wait is over.
 * Safe to call at any time and from several tabs: only the first opening of a vouch counts.
 */
export async function performDuties(ground: Ground, session: PondSession): Promise<void> {
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
