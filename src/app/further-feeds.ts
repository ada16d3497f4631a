import type { PondId, Time } from "../domain/ids.ts";
import { identityKeyOf, openFurtherFeed } from "../domain/invite/openings.ts";
import type { Outcome } from "./api.ts";
import { ok } from "../lib/result.ts";
import { appendFailure } from "./failure.ts";
import type { Ground, Sessions } from "./pond-session.ts";

/** A pond as a backup or another device of mine knows it. */
export interface KnownPond {
  readonly pond: PondId;
  readonly secret: Uint8Array;
  readonly relays: readonly string[];
  readonly myName: string;
  readonly pondName: string;
  readonly joined: Time;
}

/** K3: this device, too, is mine in that pond: a feed of its own, never the one of another device. */
export async function openHere(ground: Ground, sessions: Sessions, known: KnownPond): Outcome<void> {
  const { vault, local, clock } = ground;
  if ((await local.pond(known.pond)) !== null) return ok(undefined);
  const identity = await vault.identity();
  const keys = await vault.createFeedKeys();
  // A clock that is behind would begin this feed before the one that lets it in, and nobody would ever take it (L4a).
  const notBefore = { now: () => Math.max(clock.now(), known.joined) };
  const opening = await openFurtherFeed(known.pond, identity, keys, notBefore);
  if (!opening.ok) return appendFailure(opening.error);
  const { record } = opening.value;
  const me = identityKeyOf(identity);
  await local.addPond({ ...known, feed: keys.feed, me, opening: record, invite: null });
  await sessions.open(known.pond);
  return ok(undefined);
}
