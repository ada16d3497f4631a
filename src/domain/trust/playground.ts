import type { Drops, IdentityKey, PondId, RecordId } from "../ids.ts";
import type { DealView, MemberView } from "../pond/views.ts";
import type { PlaygroundAnswer } from "./answer.ts";
import { createTrustEngine } from "./engine.ts";
import { madeUpDeal, madeUpKey, madeUpMember } from "./made-up.ts";
import { robAll } from "./rob.ts";

/** A pond as somebody's fold shows it; only read. */
export interface PlayedPond {
  readonly pond: PondId;
  readonly members: Iterable<MemberView>;
  readonly deals: Iterable<DealView>;
  /** Time of its newest record, in ms. */
  readonly newest: number;
  /** Whose limits are measured. */
  readonly me: IdentityKey;
}

export interface PlayedAttack {
  /** Who makes the sybils up; oneself stands for somebody new whom one invites. */
  readonly attacker: IdentityKey;
  readonly sybils: number;
  /** Whether he brings in all of them, or each the next one. */
  readonly shape: "star" | "chain";
}

interface Copy {
  readonly members: readonly MemberView[];
  readonly deals: readonly DealView[];
}

/**
 * T12, G1: what an attacker gains by making up so many identities who all praise each other for deals that never were.
 * Everything happens in a copy with an engine of its own: nothing of it is stored or told. Null where the viewer or the
 * attacker is not in the pond.
 */
export function playAttack(pond: PlayedPond, attack: PlayedAttack): PlaygroundAnswer | null {
  const { me, newest } = pond;
  const found = [...pond.members];
  const isThere = (id: IdentityKey) => found.some((member) => member.id === id);
  if (!isThere(me) || !isThere(attack.attacker)) return null;
  const isNew = attack.attacker === me;
  const attacker = isNew ? madeUpKey<IdentityKey>("the newcomer") : attack.attacker;
  const newcomers = isNew ? [madeUpMember(pond.pond, attacker, me, newest)] : [];
  const pool: Copy = { members: [...found, ...newcomers], deals: [...pond.deals] };
  const others = pool.members.map(({ id }) => id).filter((id) => id !== me && id !== attacker);
  const { clan, joined, praise } = makeUp(pond, attacker, attack);
  const before = measure(pond, pool, [attacker], others);
  const attacked = { members: [...pool.members, ...joined], deals: [...pool.deals, ...praise] };
  const after = measure(pond, attacked, clan, others);
  const moved = others.map((_, i) => Math.abs((after.limits[i] ?? 0) - (before.limits[i] ?? 0)));
  return {
    attacker,
    sybils: attack.sybils,
    // Each deal comes with the word of both.
    praise: praise.length * 2,
    before: before.best,
    after: after.best,
    bound: before.plus,
    togetherBefore: before.together,
    togetherAfter: after.together,
    walkBefore: before.walk,
    walkAfter: after.walk,
    othersMoved: drops(Math.max(0, ...moved)),
  };
}

/** The attacker and his sybils, how they got in, and a deal of every two of them that never was. */
function makeUp({ pond, newest }: PlayedPond, attacker: IdentityKey, { sybils, shape }: PlayedAttack) {
  const clan = [attacker, ...Array.from({ length: sybils }, (_, i) => madeUpKey<IdentityKey>(`sybil ${i}`))];
  const joined = clan.slice(1).map((id, i) => {
    const inviter = shape === "star" ? attacker : (clan[i] ?? attacker);
    return madeUpMember(pond, id, inviter, newest);
  });
  const praise = clan.flatMap((maker, i) =>
    clan.slice(i + 1).map((owner, j) => {
      const id = madeUpKey<RecordId>(`praise ${i} ${j}`);
      return madeUpDeal({ pond, id, maker, owner, time: newest, makerWord: true, ownerWord: true });
    }),
  );
  return { clan, joined, praise };
}

function measure(
  pond: PlayedPond,
  { members, deals }: Copy,
  clan: readonly IdentityKey[],
  others: readonly IdentityKey[],
) {
  const { me, newest } = pond;
  const engine = createTrustEngine();
  engine.take(
    [
      ...members.map((row) => ({ table: "members", row }) as const),
      ...deals.map((row) => ({ table: "deals", row }) as const),
    ],
    newest,
  );
  const limit = (id: IdentityKey) => engine.brief(me, id)?.limit ?? drops(0);
  const shares = engine.walk(me);
  return {
    limits: others.map(limit),
    best: drops(Math.max(0, ...clan.map(limit))),
    plus: engine.answer(me, clan[0] ?? me)?.plus ?? drops(0),
    walk: clan.reduce((sum, id) => sum + (shares.get(id) ?? 0), 0),
    // Last, because it changes what the engine holds.
    together: robAll(engine, pond, [me], clan).drops,
  };
}

/** Sums and differences of drops are drops. */
function drops(value: number): Drops {
  return value as Drops;
}
