import type { IdentityKey, PondId, RecordId, Time } from "../ids.ts";
import { ATTESTERS_ASKED, ATTESTERS_NEEDED, MAX_TAKES, SUCCESSION_WAIT_MS } from "../limits.ts";
import { pairCapacity } from "../trust/capacity.ts";
import { byTime, type Fact } from "./facts.ts";
import { push } from "./groups.ts";
import type { DealView, OpenedVouch, SuccessionView, VouchView } from "./views.ts";

/** What is said about who goes on as whom (decision 0013). */
export type SuccessionFact = Fact<"identity.pass.1" | "identity.take.1" | "identity.attest.1">;

export interface SuccessionGround {
  readonly pond: PondId;
  /** Time of the newest record, in ms: "now", as far as records can tell. */
  readonly newest: number;
  /** What was said of each old identity. */
  readonly factsByOld: ReadonlyMap<IdentityKey, readonly SuccessionFact[]>;
  dealsOf(id: IdentityKey): Iterable<DealView>;
  /** Time of the newest record of this identity, in ms; 0 where there is none. */
  lastWordOf(id: IdentityKey): number;
  /** What was found out before, by the claim's record: dealings between two people rarely change, claims may be many. */
  readonly askedBefore: Map<RecordId, Asked>;
}

/** N3: who is asked about a claim, and what that was read from. */
export interface Asked {
  readonly lines: string;
  readonly deals: readonly DealView[];
  readonly asked: readonly IdentityKey[];
}

/** A new identity's word that it was an old one, with what others said about it. */
interface Claim {
  readonly from: IdentityKey;
  readonly to: IdentityKey;
  readonly take: Fact<"identity.take.1">;
  readonly passedAt: Time | null;
  /** Who has said that both are one person, the first word of each, oldest first. */
  readonly words: readonly Word[];
  /** True where the old identity has spoken since. */
  readonly isObjected: boolean;
}

interface Word {
  readonly by: IdentityKey;
  readonly time: Time;
}

/** A claim in force: whose word brought it there and when, in ms. */
interface Force {
  readonly claim: Claim;
  readonly at: number;
  readonly attesters: readonly Word[];
}

/** What is in force so far, by old identity. */
type Lines = ReadonlyMap<IdentityKey, Force>;

/**
 * N1–N6: what all claims of a pond have come to, by old and new identity. Read anew from all that was said: it depends on
 * the set of records alone, and on the time of the newest (P4). Decided in the order in which they come into force.
 */
export function readSuccessions(ground: SuccessionGround): readonly SuccessionView[] {
  const claims = readClaims(ground);
  const lines = new Map<IdentityKey, Force>();
  for (let next = nextInForce(ground, claims, lines); next !== null; next = nextInForce(ground, claims, lines)) {
    lines.set(next.claim.from, next);
  }
  return claims.map((claim) => viewOf(ground, claim, lines));
}

/** N1: without the new identity's own word there is no claim; its first word counts, and of claims its first few. */
function readClaims(ground: SuccessionGround): readonly Claim[] {
  const takes = [...ground.factsByOld.values()].flat().filter((fact) => fact.kind === "identity.take.1");
  const saidOf = new Map([...ground.factsByOld].map(([old, facts]) => [old, [...facts].sort(byTime)] as const));
  const oldsByNew = new Map<IdentityKey, Set<IdentityKey>>();
  const claims: Claim[] = [];
  for (const take of takes.sort(byTime)) {
    const { identity: to } = take;
    const { from } = take.body;
    const olds = oldsByNew.get(to) ?? new Set();
    if (from === to || olds.has(from) || olds.size >= MAX_TAKES) continue;
    oldsByNew.set(to, olds.add(from));
    claims.push(claimOf(take, saidOf.get(from) ?? [], ground.lastWordOf(from)));
  }
  return claims.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
}

function claimOf(take: Fact<"identity.take.1">, said: readonly SuccessionFact[], lastWord: number): Claim {
  const { identity: to } = take;
  const { from } = take.body;
  const pass = said.find((fact) => fact.kind === "identity.pass.1" && fact.identity === from && fact.body.to === to);
  const timeByAttester = new Map<IdentityKey, Time>();
  for (const fact of said) {
    if (fact.kind !== "identity.attest.1" || fact.body.to !== to || timeByAttester.has(fact.identity)) continue;
    timeByAttester.set(fact.identity, fact.time);
  }
  return {
    from,
    to,
    take,
    passedAt: pass?.time ?? null,
    words: [...timeByAttester].map(([by, time]) => ({ by, time })),
    isObjected: lastWord > take.time,
  };
}

/** N4, N5: what comes into force next, and has by the newest record: the earliest, then by the claim's id. */
function nextInForce(ground: SuccessionGround, claims: readonly Claim[], lines: Lines): Force | null {
  let next: Force | null = null;
  for (const claim of claims) {
    const force = isOpen(claim, lines) ? forceOf(ground, claim, lines) : null;
    if (force === null || force.at > ground.newest) continue;
    const order = next === null ? -1 : force.at - next.at || compare(claim.take.id, next.claim.take.id);
    if (order < 0) next = force;
  }
  return next;
}

/** N5: an old identity has one successor, and nobody becomes his own. */
function isOpen({ from, to }: Claim, lines: Lines): boolean {
  return !lines.has(from) && newestOf(to, lines) !== from;
}

/** N2, N4: at once by the old identity's word; by others' 14 days after the third of them, unless the old one speaks. */
function forceOf(ground: SuccessionGround, claim: Claim, lines: Lines): Force | null {
  const { take, passedAt, words, isObjected } = claim;
  if (passedAt !== null) return { claim, at: Math.max(take.time, passedAt), attesters: [] };
  if (isObjected || words.length < ATTESTERS_NEEDED) return null;
  const attesters = attestersOf(claim, askedAbout(ground, claim, lines), lines);
  const last = attesters[ATTESTERS_NEEDED - 1];
  return last === undefined ? null : { claim, at: Math.max(take.time, last.time) + SUCCESSION_WAIT_MS, attesters };
}

/** N3: those of the asked who gave their word. One person counts once, under whichever identities, and never for himself. */
function attestersOf(claim: Claim, asked: readonly IdentityKey[], lines: Lines): readonly Word[] {
  const persons = new Set([newestOf(claim.from, lines), newestOf(claim.to, lines)]);
  return claim.words.filter(({ by }) => {
    const person = newestOf(by, lines);
    if (!asked.includes(by) || persons.has(person)) return false;
    persons.add(person);
    return true;
  });
}

/**
 * N3: who had vouched for the old identity, and for those that it had taken over, most when the claim was made: each under
 * the newest of his identities then, the claimant left out. Age does not count; ties go by key.
 */
function askedAbout(ground: SuccessionGround, claim: Claim, lines: Lines): readonly IdentityKey[] {
  const { from, take } = claim;
  const then = new Map([...lines].filter(([, { at }]) => at <= take.time));
  const olds = [from, ...[...then.keys()].filter((id) => newestOf(id, then) === from)];
  const deals = olds.flatMap((old) => [...ground.dealsOf(old)]);
  const known = ground.askedBefore.get(take.id);
  const text = [...then].map(([old, force]) => `${old}>${force.claim.to}`).join();
  // The fold makes a new row of whatever changes.
  const isKnown = known?.lines === text && known.deals.length === deals.length;
  if (isKnown && deals.every((deal, i) => deal === known.deals[i])) return known.asked;
  const asked = mostVouching(claim, new Set(olds), deals, then);
  ground.askedBefore.set(take.id, { lines: text, deals, asked });
  return asked;
}

function mostVouching(
  { from, to, take }: Claim,
  olds: ReadonlySet<IdentityKey>,
  deals: readonly DealView[],
  then: Lines,
): readonly IdentityKey[] {
  const dealsByVoucher = new Map<IdentityKey, DealView[]>();
  for (const deal of deals) {
    const voucher = newestOf(olds.has(deal.maker) ? deal.owner : deal.maker, then);
    if (voucher === newestOf(to, then) || voucher === from) continue;
    push(dealsByVoucher, voucher, asItStood(deal, take.time));
  }
  const dropsFrom = (voucher: IdentityKey, shared: readonly DealView[]) =>
    pairCapacity(shared, (by) => newestOf(by, then) === voucher, false, 0).drops;
  return [...dealsByVoucher]
    .map(([voucher, shared]) => ({ voucher, drops: dropsFrom(voucher, shared) }))
    .filter(({ drops }) => drops > 0)
    .sort((a, b) => b.drops - a.drops || compare(a.voucher, b.voucher))
    .slice(0, ATTESTERS_ASKED)
    .map(({ voucher }) => voucher);
}

/** A deal with what was confirmed and said before `time`: a claim makes nobody a voucher who was none. */
function asItStood(deal: DealView, time: Time): DealView {
  const isDone = deal.state === "done" && deal.handovers.every((word) => word.time < time);
  const vouches = deal.vouches.map((vouch): VouchView => {
    const said: readonly OpenedVouch[] = vouch.opened === null ? [] : [...vouch.earlier, vouch.opened];
    return { ...vouch, opened: said.findLast((one) => one.time < time) ?? null };
  });
  return { ...deal, state: isDone ? "done" : "agreed", vouches };
}

/** The end of the line that an identity is in. There is no circle to run in: see `isOpen`. */
function newestOf(id: IdentityKey, lines: Lines): IdentityKey {
  let newest = id;
  for (let next = lines.get(id); next !== undefined; next = lines.get(newest)) newest = next.claim.to;
  return newest;
}

function viewOf(ground: SuccessionGround, claim: Claim, lines: Lines): SuccessionView {
  const { from, to, take, isObjected } = claim;
  const asked = askedAbout(ground, claim, lines);
  const place = { pond: ground.pond, from, to, since: take.time, asked };
  const own = lines.get(from);
  if (own?.claim === claim) {
    return { ...place, attesters: own.attesters.map(({ by }) => by), inForceAt: own.at, state: "in-force" };
  }
  const attesters = attestersOf(claim, asked, lines).map(({ by }) => by);
  if (isObjected) return { ...place, attesters, inForceAt: null, state: "objected" };
  const force = isOpen(claim, lines) ? forceOf(ground, claim, lines) : null;
  return { ...place, attesters, inForceAt: force?.at ?? null, state: force === null ? "claimed" : "waiting" };
}

function compare(a: IdentityKey | RecordId, b: IdentityKey | RecordId): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
