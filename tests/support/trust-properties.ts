import fc from "fast-check";
import { type Arc, arcAmong, nearArcs, networkOf, plainFlow, plainWalk, type Report, sumOf } from "./trust-numbers.ts";

/**
 * Guarantees of TRUST as properties of bare networks, in which an attacker has up to 25 identities wired at will. Each
 * throws where it does not hold. Unit tests try some hundreds of ponds, the simulation ten thousand.
 */

export function never(isBroken: boolean, what: string): void {
  if (isBroken) throw new Error(what);
}

/** People 0 … honest − 1 are honest, 0 is the viewer; all after them are the attacker's. */
interface World {
  readonly honest: number;
  readonly count: number;
  readonly between: readonly Arc[];
  /** What honest people really gave the attacker. */
  readonly given: readonly Arc[];
  /** What the attacker's identities say of each other and of honest people. */
  readonly claimed: readonly Arc[];
  readonly reports: readonly Report[];
  readonly slander: readonly Report[];
}

const world: fc.Arbitrary<World> = fc
  .record({ honest: fc.integer({ min: 2, max: 8 }), sybils: fc.integer({ min: 1, max: 25 }) })
  .chain(({ honest, sybils }) => {
    const count = honest + sybils;
    const good = fc.nat(honest - 1);
    const bad = fc.integer({ min: honest, max: count - 1 });
    const anyone = fc.nat(count - 1);
    const severity = fc.integer({ min: 1, max: 4 });
    return fc.record({
      honest: fc.constant(honest),
      count: fc.constant(count),
      between: fc.array(arcAmong(good, good), { maxLength: 25 }),
      given: fc.array(arcAmong(good, bad), { maxLength: 8 }),
      claimed: fc.array(arcAmong(bad, anyone), { maxLength: 70 }),
      reports: fc.array(fc.record({ by: good, about: anyone, severity }), { maxLength: 8 }),
      slander: fc.array(fc.record({ by: bad, about: good, severity }), { maxLength: 20 }),
    });
  });

/** All of the attacker's identities taken as one, the first of them. */
function asOne({ honest }: World, arcs: readonly Arc[]): readonly Arc[] {
  const one = (node: number) => Math.min(node, honest);
  return arcs.map((arc) => ({ ...arc, from: one(arc.from), to: one(arc.to) }));
}

export const sybilsAreWorthWhatWasGiven = fc.property(world, (pond) => {
  const { honest, count, between, given, claimed, reports, slander } = pond;
  const arcs = [...between, ...given, ...claimed];
  const bound = sumOf(given);
  const network = networkOf(count, arcs, [...reports, ...slander]);
  for (let sybil = honest; sybil < count; sybil++) {
    never(network.plus(0, sybil).drops > bound, `sybil ${sybil} is worth more than ${bound}`);
  }
  const together = networkOf(honest + 1, asOne(pond, arcs)).plus(0, honest).drops;
  never(together > bound, `all together are worth ${together}, more than ${bound}`);
});

export const attackersMoveOthersByTheirOwnWorth = fc.property(world, (pond) => {
  const { honest, count, between, given, claimed, reports, slander } = pond;
  const arcs = [...between, ...given, ...claimed];
  const all = [...reports, ...slander];
  const network = networkOf(count, arcs, all);
  for (let member = 1; member < honest; member++) {
    const near = nearArcs(count, arcs, 0, member);
    const ofHonest = near.filter(({ from, to }) => from < honest && to < honest);
    const carried = plainFlow(honest, ofHonest, 0, member);
    const worth = plainFlow(honest + 1, asOne(pond, near), 0, honest);
    const plus = network.plus(0, member).drops;
    never(plus > carried + worth, `F+ of ${member} is ${plus}, not ${carried} + ${worth}`);
    // The same for reports: the sink behind the reporters is one node more.
    const ends = all
      .filter(({ by, about }) => about === member && by !== member)
      .map(({ by, severity }) => ({ from: by, to: count, capacity: severity, invite: false }));
    const about = nearArcs(count + 1, [...arcs, ...ends], 0, count);
    const isHonest = (node: number) => node < honest || node === count;
    const word = plainFlow(
      count + 1,
      about.filter(({ from, to }) => isHonest(from) && isHonest(to)),
      0,
      count,
    );
    const reach = about.filter(({ to }) => to !== count);
    const weight = plainFlow(honest + 1, asOne(pond, reach), 0, honest);
    const minus = network.minus(0, member).drops;
    never(minus > word + weight, `F- of ${member} is ${minus}, not ${word} + ${weight}`);
  }
});

export const walkAmongSybilsIsBounded = fc.property(world, (pond) => {
  const { honest, count, between, given, claimed } = pond;
  const walk = networkOf(count, [...between, ...given, ...claimed]).walk(0);
  const mass = walk.subarray(honest).reduce((sum, share) => sum + share, 0);
  // How likely the walk ever comes to the attacker: honest people alone decide that.
  const { caught } = plainWalk(honest + 1, asOne(pond, [...between, ...given]), 0, (node) => node === honest);
  never(mass > caught + 1e-9, `the walk leaves ${mass} among sybils, but only ${caught} gets there`);
  // The same attacker with all his identities in one, who keeps the walk going round himself as well as he can.
  const round = { from: honest, to: honest + 1, capacity: 8, invite: false };
  const ends = [round, { ...round, from: honest + 1, to: honest }];
  const two = networkOf(honest + 2, [...asOne(pond, [...between, ...given]), ...ends]).walk(0);
  const kept = (two[honest] ?? 0) + (two[honest + 1] ?? 0);
  never(mass > kept + 1e-4, `${count - honest} sybils have ${mass} of the walk, two have ${kept}`);
});

export const wordsOnlyAdd = fc.property(
  world,
  fc.nat(),
  fc.nat(),
  fc.integer({ min: 1, max: 8 }),
  (pond, a, b, more) => {
    const { count, between, given, claimed, reports } = pond;
    const arcs = [...between, ...given, ...claimed];
    const extra = { from: a % count, to: b % count, capacity: more, invite: false };
    const before = networkOf(count, arcs, reports);
    const praised = networkOf(count, [...arcs, extra], reports);
    const reported = networkOf(count, arcs, [
      ...reports,
      { by: a % count, about: b % count, severity: (more % 4) + 1 },
    ]);
    for (let member = 1; member < count; member++) {
      never(praised.plus(0, member).drops < before.plus(0, member).drops, `praise lowers F+ of ${member}`);
      never(reported.minus(0, member).drops < before.minus(0, member).drops, `a report lowers F- of ${member}`);
    }
  },
);
