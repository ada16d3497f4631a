import { ok, type Result } from "../../lib/result.ts";
import type { PondId, RecordId, Time } from "../../domain/ids.ts";
import type { BodyOf, RecordKind } from "../../domain/kinds/registry.ts";
import { hasRoomForMarket, isCheckInOpen, isMarketAhead } from "../../domain/pond/market-day.ts";
import type { MarketView } from "../../domain/pond/views.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { readCard, timeOfNext } from "./meeting.ts";

type MarketKind = Extract<RecordKind, "market.off.1" | "market.come.1" | "market.here.1">;

/** Market days: who calls them, who comes with what, who is there. */
export function createMarketCommands(
  ground: Ground,
  sessions: Sessions,
): Pick<ShoalCommands, "callMarket" | "callMarketOff" | "comeToMarket" | "checkIn"> {
  async function found(pond: PondId, id: RecordId): Promise<Result<readonly [PondSession, MarketView], AppError>> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    const market = session.fold().market(id);
    if (market === undefined || market.state === "too-many") return fail({ kind: "not-found" });
    return market.state === "called" ? ok([session, market]) : fail({ kind: "not-your-turn" });
  }

  async function say<K extends MarketKind>({ ledger }: PondSession, kind: K, body: BodyOf<K>): Outcome<void> {
    const done = await ledger.append(kind, body);
    return done.ok ? ok(undefined) : appendFailure(done.error);
  }

  return {
    callMarket: async (pond, { title, place, note, from, to }): Outcome<RecordId> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const texts = { title: title.trim(), place: place.trim(), note: note.trim() };
      // Numbers from a form: the schema says which are times.
      const body = { ...texts, from: from as Time, to: to as Time };
      const isAhead = () => isMarketAhead(body, timeOfNext(ground, session));
      if (!isAhead()) return fail({ kind: "invalid-input", field: "from" });
      // Asked on the very state that it will follow: two tabs must not both take the last room.
      const hasRoom = () => hasRoomForMarket(session.fold().markets(), session.mine.me, ground.clock.now());
      const done = await session.ledger.append("market.call.1", body, { onlyIf: () => isAhead() && hasRoom() });
      if (done.ok) return ok(done.value.id);
      return done.error.kind === "outdated" ? fail({ kind: "against-the-rules" }) : appendFailure(done.error);
    },

    callMarketOff: async (pond, market): Outcome<void> => {
      const all = await found(pond, market);
      if (!all.ok) return all;
      const [session, { by, to }] = all.value;
      const isOpen = by === session.mine.me && ground.clock.now() < to;
      return isOpen ? say(session, "market.off.1", { market }) : fail({ kind: "not-your-turn" });
    },

    comeToMarket: async (pond, market, { comes, brings, wants }): Outcome<void> => {
      const all = await found(pond, market);
      if (!all.ok) return all;
      const [session, { to }] = all.value;
      if (ground.clock.now() > to) return fail({ kind: "not-your-turn" });
      return say(session, "market.come.1", { market, comes, brings: [...brings], wants: wants.trim() });
    },

    checkIn: async (pond, id, text) => {
      const all = await found(pond, id);
      if (!all.ok) return all;
      const [session, market] = all.value;
      if (!isCheckInOpen(market, ground.clock.now())) return fail({ kind: "not-your-turn" });
      const card = readCard(ground, session, text);
      if (!card.ok) return card;
      const { member } = card.value;
      const isHere = () =>
        session
          .fold()
          .market(id)
          ?.here.some((one) => one.member === session.mine.me) === true;
      if (isHere()) return ok({ member });
      const { by, comers, here } = market;
      if (member !== by && session.mine.me !== by && ![...comers, ...here].some((one) => one.member === member))
        return fail({ kind: "not-at-market" });
      const done = await session.ledger.append("market.here.1", { market: id, ...card.value });
      if (!done.ok) {
        // A code whose signature does not hold is refused like any other record that lies.
        return done.error.kind === "body-invalid" ? fail({ kind: "code-unreadable" }) : appendFailure(done.error);
      }
      return isHere() ? ok({ member }) : fail({ kind: "not-at-market" });
    },
  };
}
