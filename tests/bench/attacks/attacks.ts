import type { IdentityKey, PondId, RecordId } from "../../../src/domain/ids.ts";
import type { DealView, HoldView, MemberView } from "../../../src/domain/pond/views.ts";
import { createTrustEngine } from "../../../src/domain/trust/engine.ts";
import { madeUpDeal, madeUpHold, madeUpKey, madeUpMember } from "../../../src/domain/trust/made-up.ts";

/** Rows of a pond, and who of it belongs to the attacker. */
export interface Scene {
  readonly members: readonly MemberView[];
  readonly deals: readonly DealView[];
  readonly clan: readonly IdentityKey[];
}

export interface Attack {
  readonly name: string;
  /** What it took the attacker. */
  readonly putIn: string;
  readonly before: Scene;
  readonly after: Scene;
}

export const POND = madeUpKey<PondId>("pond of attacks");
export const NEWEST = Date.UTC(2026, 5, 1);
/** Honest people; the first has started the pond and brought the others in. */
const HONEST = 12;
const SYBILS = 50;

const who = (name: string): IdentityKey => madeUpKey<IdentityKey>(name);
const honest = (n: number): IdentityKey => who(`honest ${n % HONEST}`);
const EVE = who("eve");
export const HONEST_PEOPLE: readonly IdentityKey[] = Array.from({ length: HONEST }, (_, n) => honest(n));

/** Twelve who trade with their neighbours twice and with the third next once; Eve came by the first and swapped with him once. */
function street(): Scene {
  const members = HONEST_PEOPLE.map((id, n) => joined(id, n === 0 ? null : honest(0)));
  const deals = HONEST_PEOPLE.flatMap((id, n) => swaps(id, honest(n + 1), 2).concat(swaps(id, honest(n + 3), 1)));
  return { members: [...members, joined(EVE, honest(0))], deals: [...deals, ...swaps(honest(0), EVE, 1)], clan: [EVE] };
}

export function attacks(): readonly Attack[] {
  return [ring(), crowd(), smear(), whitewash(), inviteFarm(), longCon(), collusion()];
}

function ring(): Attack {
  const before = street();
  const sybils = names("ring", 5);
  const all = [EVE, ...sybils];
  const praise = all.flatMap((id, i) => swaps(id, all[(i + 1) % all.length] ?? EVE, 4));
  return {
    name: "self-praise ring",
    putIn: `5 sybils, ${praise.length * 2} false vouches`,
    before,
    after: withMore(
      before,
      sybils.map((id) => joined(id, EVE)),
      praise,
    ),
  };
}

function crowd(): Attack {
  const before = street();
  const sybils = names("crowd", SYBILS);
  const praise = praiseAmong([EVE, ...sybils]);
  return {
    name: "fifty sybils",
    putIn: `50 sybils, ${praise.length * 2} false vouches`,
    before,
    after: withMore(
      before,
      sybils.map((id) => joined(id, EVE)),
      praise,
    ),
  };
}

/** A report needs a deal that the other accepted (T5): three sybils got one out of their victim, the others did not. */
function smear(): Attack {
  const before = street();
  const sybils = names("smear", SYBILS);
  const reports = [EVE, ...sybils.slice(0, 3)].map((by) => swap(by, honest(1), { makerWord: false, ownerWord: null }));
  return {
    name: "smear campaign",
    putIn: "50 sybils, 4 deals that the victim accepted, 4 worst vouches",
    before,
    after: withMore(
      before,
      sybils.map((id) => joined(id, EVE)),
      [...praiseAmong([EVE, ...sybils]), ...reports],
    ),
  };
}

/** Eve cheats the first for all he would risk, and comes back under a new key by the same inviter. */
function whitewash(): Attack {
  const before = street();
  const again = who("eve again");
  const cheated = swap(honest(0), EVE, { makerWord: false, ownerWord: true }, holdsFor(before, honest(0), EVE));
  return {
    name: "whitewash",
    putIn: "one swap for all the inviter would risk, kept the thing; a new key",
    before,
    after: withMore(before, [joined(again, honest(0))], [cheated]),
  };
}

function inviteFarm(): Attack {
  const before = street();
  const farm = names("farm", SYBILS);
  const second = farm.flatMap((id, i) => names(`farm ${i}`, 4).map((child) => joined(child, id)));
  return {
    name: "invite farm",
    putIn: `${SYBILS + second.length} identities in two generations, no deal`,
    before,
    after: withMore(before, [...farm.map((id) => joined(id, EVE)), ...second], []),
  };
}

/** Eve swaps honestly with five people, twice each. What comes after needs no trick. */
function longCon(): Attack {
  const before = street();
  const earned = [2, 4, 6, 8, 10].flatMap((n) => swaps(honest(n), EVE, 2));
  return { name: "long con", putIn: "10 honest swaps with 5 people", before, after: withMore(before, [], earned) };
}

/** Two of the twelve, with all their honest standing, praise each other for four swaps that never were. */
function collusion(): Attack {
  const before = { ...street(), clan: [honest(5), honest(9)] };
  const praise = swaps(honest(5), honest(9), 4);
  return { name: "two real traders collude", putIn: "8 false vouches", before, after: withMore(before, [], praise) };
}

let dealsMade = 0;

function swap(maker: IdentityKey, owner: IdentityKey, words: Words, holds: readonly HoldView["ways"][] = []): DealView {
  const id = madeUpKey<RecordId>(`deal ${dealsMade++}`);
  return madeUpDeal({
    pond: POND,
    id,
    maker,
    owner,
    time: NEWEST,
    ...words,
    holds: holds.map((ways) => madeUpHold(id, maker, NEWEST, ways)),
  });
}

interface Words {
  readonly makerWord: boolean | null;
  readonly ownerWord: boolean | null;
}

/** What `by` would have at stake in a deal with `other` for all that he would risk. */
function holdsFor(scene: Scene, by: IdentityKey, other: IdentityKey): readonly HoldView["ways"][] {
  const engine = createTrustEngine();
  engine.take(rowsOf(scene), NEWEST);
  return [engine.waysFor(by, other, engine.brief(by, other)?.limit ?? 0)];
}

export function rowsOf({ members, deals }: Scene) {
  return [
    ...members.map((row) => ({ table: "members", row }) as const),
    ...deals.map((row) => ({ table: "deals", row }) as const),
  ];
}

function swaps(a: IdentityKey, b: IdentityKey, count: number): readonly DealView[] {
  return Array.from({ length: count }, () => swap(a, b, { makerWord: true, ownerWord: true }));
}

function praiseAmong(clan: readonly IdentityKey[]): readonly DealView[] {
  return clan.flatMap((a, i) => clan.slice(i + 1).flatMap((b) => swaps(a, b, 1)));
}

function joined(id: IdentityKey, by: IdentityKey | null): MemberView {
  return madeUpMember(POND, id, by, NEWEST);
}

function names(name: string, count: number): readonly IdentityKey[] {
  return Array.from({ length: count }, (_, i) => who(`${name} ${i}`));
}

function withMore(scene: Scene, members: readonly MemberView[], deals: readonly DealView[]): Scene {
  return {
    members: [...scene.members, ...members],
    deals: [...scene.deals, ...deals],
    clan: [...scene.clan, ...members.map(({ id }) => id)],
  };
}
