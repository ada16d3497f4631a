import type { IdentityKey, PondId, RecordId } from "../../../src/domain/ids.ts";
import type { DealView, MemberView } from "../../../src/domain/pond/views.ts";
import { createTrustEngine } from "../../../src/domain/trust/engine.ts";
import { madeUpDeal, madeUpKey, madeUpMember } from "../../../src/domain/trust/made-up.ts";
import { createDice } from "../../sim/dice.ts";
import type { OtcData, Rating } from "./otc-data.ts";
import { drawViewers } from "./protocol.ts";
import { medianOf, ms } from "./timing.ts";

/** Vouches that come in, one after the other, at each of so many devices. */
const VOUCHES = 60;
const DEVICES = 5;
/** Vouches that only warm up, a device. */
const WARM = 15;
/** Rows of people on a phone's screen, and as many again that are drawn ahead. */
const VISIBLE = 12;
/** A frame of a screen, in ms: what the worker may take until the numbers are new. */
const GOAL_MS = 16;
const SEED = 1;
const pond = madeUpKey<PondId>("otc pond");

/**
 * What the worker does after one new vouch in a pond of this size, through the real engine: take the row, walk, and the
 * briefs of the members that are visible. Each rating is a swap, done face to face, with its rater's word about it.
 */
export function measurePond(data: OtcData): readonly string[] {
  const { members, deals, newest } = viewsOf(data);
  const viewers = drawViewers(data, data.ratings, { positives: 5, count: DEVICES, seed: SEED });
  const late = createDice(SEED)
    .shuffled([...deals.keys()])
    .slice(0, VOUCHES + WARM);
  const [all, take, walk, briefs]: [number[], number[], number[], number[]] = [[], [], [], []];
  const processor: number[] = [];
  let opening = 0;
  for (const viewer of viewers) {
    const me = keyOf(data, viewer);
    const engine = createTrustEngine();
    const started = performance.now();
    const early = deals.map((deal, i) => (late.includes(i) ? { ...deal, vouches: [] } : deal));
    engine.take(
      [
        ...members.map((row) => ({ table: "members", row }) as const),
        ...early.map((row) => ({ table: "deals", row }) as const),
      ],
      newest,
    );
    engine.walk(me);
    opening += performance.now() - started;
    for (const [i, index] of late.entries()) {
      const row = deals[index];
      if (row === undefined) continue;
      const busyBefore = process.cpuUsage();
      const t0 = performance.now();
      engine.take([{ table: "deals", row }], newest);
      const t1 = performance.now();
      const shares = engine.walk(me);
      const t2 = performance.now();
      const shown = firstOf(shares, me);
      const t3 = performance.now();
      for (const member of shown) engine.brief(me, member);
      const t4 = performance.now();
      const busy = process.cpuUsage(busyBefore);
      if (i < WARM) continue;
      all.push(t2 - t0 + (t4 - t3));
      processor.push((busy.user + busy.system) / 1000);
      take.push(t1 - t0);
      walk.push(t2 - t1);
      briefs.push(t4 - t3);
    }
  }
  const line = (name: string, times: number[]) => {
    times.sort((a, b) => a - b);
    return `  ${name.padEnd(30)} median ${ms(medianOf(times))}, nine of ten within ${ms(times[Math.floor(times.length * 0.9)] ?? Number.NaN)}, worst ${ms(times.at(-1) ?? Number.NaN)}`;
  };
  return [
    `One new vouch in a pond of ${members.length} members and ${deals.length} swaps, ${VOUCHES} vouches on each of ${DEVICES} devices:`,
    line("all", all) + `; goal ≤ ${GOAL_MS} ms`,
    line("all, in time of processor", processor),
    line("take the row", take),
    line("walk over everybody", walk),
    line(`briefs of ${VISIBLE} members`, briefs),
    `  ${"first time, whole pond".padEnd(30)} ${ms(opening / DEVICES)}`,
  ];
}

function viewsOf(data: OtcData) {
  const byPair = new Map<string, Rating[]>();
  const inviter = new Map<number, number>();
  for (const rating of data.ratings) {
    const { from, to, value } = rating;
    const pair = from < to ? `${from},${to}` : `${to},${from}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), rating]);
    // Whoever spoke well of him first has brought him in: every pond has its invites.
    if (value > 0 && !inviter.has(to) && inviter.get(from) !== to) inviter.set(to, from);
  }
  const newest = Math.max(...data.ratings.map(({ time }) => time));
  const members = data.users.map((_, node): MemberView => {
    const by = inviter.get(node);
    return madeUpMember(pond, keyOf(data, node), by === undefined ? null : keyOf(data, by), 0);
  });
  const deals = [...byPair].map(([pair, ratings]): DealView => {
    const [first, second] = ratings;
    const [maker, owner] = [first?.from ?? 0, first?.to ?? 0];
    return madeUpDeal({
      pond,
      id: madeUpKey<RecordId>(`deal ${pair}`),
      maker: keyOf(data, maker),
      owner: keyOf(data, owner),
      time: Math.max(...ratings.map(({ time }) => time)),
      makerWord: (first?.value ?? 0) > 0,
      ownerWord: second === undefined ? null : second.value > 0,
    });
  });
  return { members, deals, newest };
}

const keys = new Map<number, IdentityKey>();
function keyOf({ users }: OtcData, node: number): IdentityKey {
  const user = users[node] ?? 0;
  const key = keys.get(user) ?? madeUpKey<IdentityKey>(`user ${user}`);
  keys.set(user, key);
  return key;
}

/** Those on the screen: the first of the list, by the walk. */
function firstOf(shares: ReadonlyMap<IdentityKey, number>, me: IdentityKey): readonly IdentityKey[] {
  return [...shares]
    .filter(([member]) => member !== me)
    .sort(([, a], [, b]) => b - a)
    .slice(0, VISIBLE)
    .map(([member]) => member);
}
