import type { Clock } from "../../src/lib/clock.ts";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import type { Signer } from "../../src/domain/crypto.ts";
import type { PondId } from "../../src/domain/ids.ts";
import { makeInvite, openPond } from "../../src/domain/invite/openings.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { type WireRun } from "../../src/sync/canonical-update.ts";
import { clientOf } from "../../src/sync/client-id.ts";
import type { Dice } from "./dice.ts";
import { openingBody, type StolenInvite } from "./eve.ts";
import { createHand } from "./hand.ts";
import type { Keyring } from "./keyring.ts";
import type { Seat } from "./peer.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The people of a run before anything happens. */
export interface Cast {
  readonly seats: readonly Seat[];
  /** A link of one of them that has come into the wrong hands. */
  stealInvite(): Promise<StolenInvite>;
  /** The clock of a cheat, who has it so slow that nobody refuses her for haste; she can say any time she likes. */
  readonly slowClock: Clock;
  readonly otherPond: WireRun;
}

/** When every run begins, in ms since 1970. */
const EPOCH = Date.UTC(2026, 5, 1);
const MINUTE_MS = 60_000;
/** Most clocks are right within two minutes, a few are wrong by more than records may be ahead. */
const USUAL_SKEW_MS = 2 * MINUTE_MS;
const LARGEST_SKEW_MS = 25 * MINUTE_MS;
export const SLOW_MS = 30 * MINUTE_MS;

export async function createCast(count: number, dice: Dice, keyring: Keyring, time: VirtualTime): Promise<Cast> {
  const clock = (): Clock => {
    const most = dice.chance(0.2) ? LARGEST_SKEW_MS : USUAL_SKEW_MS;
    const skew = dice.between(-most, most);
    return { now: () => EPOCH + Math.floor(time.now()) + skew };
  };
  const founder = await found(keyring, dice, clock());
  const seats: Seat[] = [founder];
  while (seats.length < count) {
    const known = dice.any(seats) ?? founder;
    const name = `peer-${seats.length}`;
    seats.push(
      dice.chance(0.15)
        ? await join(name, known.pond, known.identity, null, keyring, dice, clock())
        : await join(
            name,
            known.pond,
            keyring.signer(dice.bytes(32)),
            await invite(known, dice, keyring),
            keyring,
            dice,
            clock(),
          ),
    );
  }
  const elsewhere = await found(keyring, dice, clock());

  return {
    seats,
    stealInvite: () => invite(dice.any(seats) ?? founder, dice, keyring),
    slowClock: { now: () => EPOCH + Math.floor(time.now()) - SLOW_MS },
    otherPond: { client: clientOf(elsewhere.keys.feed), from: 0, records: [elsewhere.opening] },
  };
}

async function found(keyring: Keyring, dice: Dice, clock: Clock): Promise<Seat> {
  const identity = keyring.signer(dice.bytes(32));
  const keys = keyring.feedKeys(dice.bytes(32));
  const name = bytesToBase64Url(dice.bytes(6));
  const opening = await openPond({ name, place: "", rules: "" }, identity, keys, clock);
  if (!opening.ok) throw new Error(opening.error.kind);
  return { name: "peer-0", pond: opening.value.pond, identity, keys, opening: opening.value.record, clock };
}

async function invite(from: Seat, dice: Dice, keyring: Keyring): Promise<StolenInvite> {
  const seed = dice.bytes(32);
  const certificate = await makeInvite(from.pond, from.keys, keyring.signer(seed), from.clock);
  return { pond: from.pond, certificate, seed };
}

/** Without an invite: a further device of somebody who is in. */
async function join(
  name: string,
  pond: PondId,
  identity: Signer,
  by: StolenInvite | null,
  keyring: Keyring,
  dice: Dice,
  clock: Clock,
): Promise<Seat> {
  const keys: FeedKeys = keyring.feedKeys(dice.bytes(32));
  const hand = createHand(pond, identity, keys, clock);
  const opening = await hand.write("feed.open.1", await openingBody(keyring, pond, identity, keys, by));
  return { name, pond, identity, keys, opening, clock };
}
