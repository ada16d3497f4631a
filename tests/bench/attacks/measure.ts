import type { IdentityKey } from "../../../src/domain/ids.ts";
import { createTrustEngine, type TrustEngine } from "../../../src/domain/trust/engine.ts";
import { robAll } from "../../../src/domain/trust/rob.ts";
import { arcsOf } from "../../support/trust-rows.ts";
import { type Attack, HONEST_PEOPLE, NEWEST, POND, rowsOf, type Scene } from "./attacks.ts";

/** What the attacker has in one state of the pond. */
export interface Measured {
  /** The greatest limit that an honest viewer has with one of the clan. */
  readonly limit: number;
  /** What all honest people together lose where each bad word and its burn is known before the next deal. */
  readonly together: number;
  /** The same where no hold and no bad word has reached anybody else yet. */
  readonly unheard: number;
  /** C: capacity of all edges from honest people to the clan, in drops. */
  readonly bound: number;
  /** The clan's share of honest viewers' walks, the mean. */
  readonly walk: number;
}

export interface AttackMeasured {
  readonly attack: Attack;
  readonly before: Measured;
  readonly after: Measured;
  /** How much an honest viewer's limit with an honest member changed, at most up and at most down. */
  readonly others: { readonly up: number; readonly down: number };
  /** The greatest F+ of an honest viewer to all of the clan, one by one: G2's bound for `others`. */
  readonly reach: number;
}

const POOL = { pond: POND, newest: NEWEST };

export function measureAttack(attack: Attack): AttackMeasured {
  const clan = new Set([...attack.before.clan, ...attack.after.clan]);
  const honest = HONEST_PEOPLE.filter((id) => !clan.has(id));
  const moved = honest.flatMap((viewer) => {
    const [before, after] = [engineOf(attack.before), engineOf(attack.after)];
    return honest
      .filter((id) => id !== viewer)
      .map((id) => (after.brief(viewer, id)?.limit ?? 0) - (before.brief(viewer, id)?.limit ?? 0));
  });
  const engine = engineOf(attack.after);
  const plus = honest.flatMap((viewer) => attack.after.clan.map((id) => engine.answer(viewer, id)?.plus ?? 0));
  return {
    attack,
    before: measure(attack.before, honest),
    after: measure(attack.after, honest),
    others: { up: Math.max(0, ...moved), down: Math.max(0, ...moved.map((drops) => -drops)) },
    reach: Math.max(0, ...plus),
  };
}

function measure(scene: Scene, honest: readonly IdentityKey[]): Measured {
  const engine = engineOf(scene);
  const limits = honest.flatMap((viewer) => scene.clan.map((id) => engine.brief(viewer, id)?.limit ?? 0));
  const walks = honest.map((viewer) => {
    const shares = engine.walk(viewer);
    return scene.clan.reduce((sum, id) => sum + (shares.get(id) ?? 0), 0);
  });
  // Each of these robs an engine of its own, for nobody has heard of the other ones.
  const alone = honest.map((viewer) => robAll(engineOf(scene), POOL, [viewer], scene.clan).drops);
  return {
    limit: Math.max(0, ...limits),
    together: robAll(engineOf(scene), POOL, honest, scene.clan).drops,
    unheard: alone.reduce((sum, drops) => sum + drops, 0),
    bound: boundOf(scene, honest),
    walk: walks.reduce((sum, share) => sum + share, 0) / walks.length,
  };
}

function boundOf(scene: Scene, honest: readonly IdentityKey[]): number {
  const { people, arcs } = arcsOf(rowsOf(scene), NEWEST);
  const indexes = (ids: readonly IdentityKey[]) => new Set(ids.map((id) => people.person(id)?.index ?? -1));
  const [from, to] = [indexes(honest), indexes(scene.clan)];
  return arcs.filter((arc) => from.has(arc.from) && to.has(arc.to)).reduce((sum, { capacity }) => sum + capacity, 0);
}

function engineOf(scene: Scene): TrustEngine {
  const engine = createTrustEngine();
  engine.take(rowsOf(scene), NEWEST);
  return engine;
}
