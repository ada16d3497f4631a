/** The owner of `item` would give it for `takes`. */
export interface Want {
  readonly item: string;
  readonly takes: string;
  /** Names of "only one of these": of all wants that share a name at most one is fulfilled. */
  readonly onlyOneOf?: readonly string[];
}

/**
 * Wants as a directed graph of numbers: what item `i` takes is `head[start[i]]` … `head[start[i + 1] − 1]`, both in the
 * order of ids, so that nothing depends on the order in which wants were named.
 */
export interface WantGraph {
  /** Ids of items by number, sorted. */
  readonly items: readonly string[];
  readonly start: Int32Array;
  readonly head: Int32Array;
  /** By edge: the sets of choices, by number, of which one has to be free. Numbers of choices go on from those of items. */
  readonly ways: readonly Ways[];
  /** False where some want had more ways than are looked at. */
  readonly all: boolean;
}

export type Ways = readonly (readonly number[])[];

/** Ways to fulfil one want that are looked at: a ring of four can have this to the fourth. */
const MAX_WAYS = 8;

/** Leaves out what cannot be in a ring: wants for oneself, and for what nobody offers for anything. */
export function layWants(wants: readonly Want[]): WantGraph {
  const items = sorted(new Set(wants.map(({ item }) => item)));
  const itemNumber = numbered(items, 0);
  const choices = sorted(new Set(wants.flatMap(({ onlyOneOf = [] }) => onlyOneOf)));
  const choiceNumber = numbered(choices, items.length);
  const waysByHead = items.map(() => new Map<number, number[][]>());
  for (const { item, takes, onlyOneOf = [] } of wants) {
    const head = itemNumber.get(takes);
    if (head === undefined || takes === item) continue;
    const byHead = waysByHead[itemNumber.get(item) ?? 0];
    const way = [...new Set(onlyOneOf)].map((name) => choiceNumber.get(name) ?? 0).sort((a, b) => a - b);
    const known = byHead?.get(head);
    if (known === undefined) byHead?.set(head, [way]);
    else known.push(way);
  }
  const start = new Int32Array(items.length + 1);
  const head: number[] = [];
  const ways: Ways[] = [];
  let all = true;
  for (const [item, byHead] of waysByHead.entries()) {
    for (const [to, known] of [...byHead].sort(([a], [b]) => a - b)) {
      head.push(to);
      const better = withoutWorse(known);
      if (better.length > MAX_WAYS) all = false;
      ways.push(better.slice(0, MAX_WAYS));
    }
    start[item + 1] = head.length;
  }
  return { items, start, head: Int32Array.from(head), ways, all };
}

/** A way that needs all that another one needs is never better. Stops at one more than are looked at. */
function withoutWorse(ways: Ways): Ways {
  const kept: (readonly number[])[] = [];
  for (const way of [...ways].sort((a, b) => a.length - b.length || compareNumbers(a, b))) {
    if (kept.length > MAX_WAYS) break;
    if (!kept.some((less) => less.every((choice) => way.includes(choice)))) kept.push(way);
  }
  return kept;
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** By code units, the same in every language. */
function sorted(ids: ReadonlySet<string>): readonly string[] {
  return [...ids].sort((a, b) => (a < b ? -1 : 1));
}

function numbered(ids: readonly string[], first: number): ReadonlyMap<string, number> {
  return new Map(ids.map((id, i) => [id, first + i]));
}
