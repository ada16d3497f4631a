import type { IdentityKey } from "../../../domain/ids.ts";
import type { EdgeWhy, TrustPath } from "../../../domain/trust/answer.ts";

/** Somebody on the way, where the picture has him; all lengths in units of the picture. */
export interface PlacedPerson {
  readonly id: IdentityKey;
  readonly x: number;
  readonly y: number;
  /** How much room there is for the name. */
  readonly room: number;
}

/** All that goes from one to the next, as one stream. */
export interface Stream {
  readonly from: IdentityKey;
  readonly to: IdentityKey;
  readonly drops: number;
  readonly why: EdgeWhy;
  /** Its middle line, as an SVG path. */
  readonly line: string;
  readonly width: number;
  /** Where its number stands. */
  readonly middle: { readonly x: number; readonly y: number };
}

export interface PathLayout {
  readonly width: number;
  readonly height: number;
  readonly people: readonly PlacedPerson[];
  readonly streams: readonly Stream[];
}

export const PILL_HEIGHT = 34;
const WIDTH = 320;
const LEVEL_HEIGHT = 104;
/** Width of a drop, and of all that leaves the viewer together at most. */
const DROP_WIDTH = 6;
const WIDEST = 72;

type Edge = Omit<Stream, "line" | "width" | "middle">;

/** A place on a level: somebody's, or one that a stream passes on its way to a lower level. */
interface Slot {
  readonly key: string;
  readonly person: IdentityKey | null;
  readonly above: string;
  x: number;
}

/** Lays ways out from the viewer, on top, down to the member: people on levels, streams as wide as their drops. */
export function layOutPaths(paths: readonly TrustPath[]): PathLayout {
  const edges = mergeEdges(paths);
  const levelOf = findLevels(edges);
  const depth = Math.max(0, ...levelOf.values());
  const levels = placeSlots(edges, levelOf, depth);
  const slotByKey = new Map(levels.flat().map((slot) => [slot.key, slot]));
  const xOf = (key: string) => slotByKey.get(key)?.x ?? WIDTH / 2;
  const total = paths.reduce((sum, { drops }) => sum + drops, 0);
  const unit = Math.min(DROP_WIDTH, WIDEST / Math.max(total, 1));
  const people = levels.flatMap((slots, level) =>
    slots.flatMap(({ person, x }) =>
      person === null ? [] : [{ id: person, x, y: yOf(level), room: WIDTH / slots.length - 8 }],
    ),
  );
  const streams = edges.map((edge) => {
    const [start, end] = [levelOf.get(edge.from) ?? 0, levelOf.get(edge.to) ?? 0];
    const passed = Array.from({ length: Math.max(0, end - start - 1) }, (_, i) => start + 1 + i);
    const points = [
      { x: xOf(edge.from) + shareAt(edge, edges, "from", xOf) * unit, y: yOf(start) },
      ...passed.map((level) => ({ x: xOf(passKey(edge, level)), y: yOf(level) })),
      { x: xOf(edge.to) + shareAt(edge, edges, "to", xOf) * unit, y: yOf(end) },
    ];
    const { from, to, drops, why } = edge;
    return { from, to, drops, why, line: lineThrough(points), width: drops * unit, middle: middleOf(points) };
  });
  return { width: WIDTH, height: yOf(depth) + PILL_HEIGHT / 2 + 4, people, streams };
}

function mergeEdges(paths: readonly TrustPath[]): readonly Edge[] {
  const merged = new Map<string, Edge>();
  for (const { drops, steps } of paths) {
    for (const { from, to, why } of steps) {
      const before = merged.get(edgeKey({ from, to }));
      merged.set(edgeKey({ from, to }), {
        from,
        to,
        drops: drops + (before?.drops ?? 0),
        why: before === undefined ? why : bothWhys(before.why, why),
      });
    }
  }
  return [...merged.values()];
}

function bothWhys(a: EdgeWhy, b: EdgeWhy): EdgeWhy {
  return {
    deals: [...new Set([...a.deals, ...b.deals])],
    invited: a.invited || b.invited,
    met: a.met || b.met,
  };
}

/** Everybody stands below all those who lead to him. Circles, which a flow may have, stop at as many levels as there are edges. */
function findLevels(edges: readonly Edge[]): ReadonlyMap<IdentityKey, number> {
  const levelOf = new Map<IdentityKey, number>(edges.flatMap(({ from, to }) => [[from, 0] as const, [to, 0] as const]));
  for (let round = 0; round < edges.length; round++) {
    let isSettled = true;
    for (const { from, to } of edges) {
      const below = (levelOf.get(from) ?? 0) + 1;
      if (below <= (levelOf.get(to) ?? 0) || below > edges.length) continue;
      levelOf.set(to, below);
      isSettled = false;
    }
    if (isSettled) break;
  }
  return levelOf;
}

/** Who and what stands on each level, side by side in the order of what leads there. */
function placeSlots(
  edges: readonly Edge[],
  levelOf: ReadonlyMap<IdentityKey, number>,
  depth: number,
): readonly (readonly Slot[])[] {
  const levels: Slot[][] = Array.from({ length: depth + 1 }, () => []);
  for (const [person, level] of levelOf) {
    const above = edges.find(({ to }) => to === person)?.from ?? person;
    levels[level]?.push({ key: person, person, above, x: 0 });
  }
  for (const edge of edges) {
    const [start, end] = [levelOf.get(edge.from) ?? 0, levelOf.get(edge.to) ?? 0];
    for (let level = start + 1; level < end; level++) {
      const above = level === start + 1 ? edge.from : passKey(edge, level - 1);
      levels[level]?.push({ key: passKey(edge, level), person: null, above, x: 0 });
    }
  }
  const placed = new Map<string, number>();
  for (const slots of levels) {
    slots.sort((a, b) => (placed.get(a.above) ?? 0) - (placed.get(b.above) ?? 0));
    slots.forEach((slot, i) => {
      slot.x = ((i + 0.5) * WIDTH) / slots.length;
      placed.set(slot.key, slot.x);
    });
  }
  return levels;
}

/** How far from somebody's middle a stream meets him, in drops: all streams at that side lie side by side. */
function shareAt(edge: Edge, edges: readonly Edge[], end: "from" | "to", xOf: (key: string) => number): number {
  const other = end === "from" ? "to" : "from";
  const beside = edges.filter((one) => one[end] === edge[end]).sort((a, b) => xOf(a[other]) - xOf(b[other]));
  const before = beside.slice(0, beside.indexOf(edge)).reduce((sum, { drops }) => sum + drops, 0);
  const all = beside.reduce((sum, { drops }) => sum + drops, 0);
  return before + edge.drops / 2 - all / 2;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function lineThrough(points: readonly Point[]): string {
  return points
    .map(({ x, y }, i) => {
      const before = points[i - 1];
      if (before === undefined) return `M${tenths(x)} ${tenths(y)}`;
      const bend = tenths((before.y + y) / 2);
      return `C${tenths(before.x)} ${bend} ${tenths(x)} ${bend} ${tenths(x)} ${tenths(y)}`;
    })
    .join("");
}

/** On a level between two: beside those who stand there. */
function middleOf(points: readonly Point[]): Point {
  const [a, b] = [points[0], points[1]];
  if (a === undefined || b === undefined) return { x: 0, y: 0 };
  return { x: tenths((a.x + b.x) / 2), y: tenths((a.y + b.y) / 2) };
}

function yOf(level: number): number {
  return PILL_HEIGHT / 2 + 4 + level * LEVEL_HEIGHT;
}

export function edgeKey({ from, to }: Pick<Edge, "from" | "to">): string {
  return `${from}>${to}`;
}

function passKey(edge: Edge, level: number): string {
  return `${edgeKey(edge)}#${level}`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
