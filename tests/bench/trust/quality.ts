import { networkOf } from "./network-of.ts";
import type { OtcData } from "./otc-data.ts";
import { areaUnderCurve, drawViewers, type Protocol, protocolS1 } from "./protocol.ts";
import { createPageRank, goodness, ratingSums } from "./rivals.ts";

const VIEWERS = 12;
const SEED = 1;
/** Viewers are drawn this often, so that nobody has to believe in one lucky draw. */
const DRAWS = 10;
/** How many positive ratings a viewer must have given to be drawn. The design does not say; all three are printed. */
const POSITIVES = [1, 5, 10] as const;
const OURS = ["F+ − F−", "standing", "F+ alone", "our walk", "personalised PageRank"] as const;
type Ours = (typeof OURS)[number];

/** AUC under S1 of what we ship and of what others have, one line each. */
export function measureQuality(data: OtcData): readonly string[] {
  const protocol = protocolS1(data);
  const nodes = data.users.length;
  const { targets, circle, ratings } = protocol;
  const bad = targets.filter(({ isBenign }) => !isBenign).length;
  const global = (name: string, scores: Float64Array) =>
    `  ${name.padEnd(24)} ${figure(areaUnderCurve(scored(protocol, (node) => scores[node] ?? 0)))}  (the same for everybody)`;
  const ask = createAsk(data, protocol);
  return [
    `Bitcoin-OTC, protocol S1: ${nodes} users, ${data.ratings.length} ratings, ${data.ratings.length - ratings.length} of them from the circle (${circle.size}) about labelled users dropped;`,
    `  ${targets.length} labelled users scored, ${bad} of them fraudulent`,
    global("fairness-goodness", goodness(nodes, ratings)),
    global("sum of ratings", ratingSums(nodes, ratings)),
    ...POSITIVES.flatMap((positives) => measurePool(data, protocol, ask, positives)),
  ];
}

function measurePool(
  data: OtcData,
  protocol: Protocol,
  ask: (viewer: number) => Readonly<Record<Ours, number>>,
  positives: number,
): readonly string[] {
  const draws = Array.from({ length: DRAWS }, (_, i) =>
    drawViewers(data, protocol.ratings, { positives, count: VIEWERS, seed: SEED + i }).map(ask),
  );
  const title = `viewers who gave ≥ ${positives} positive rating${positives === 1 ? "" : "s"}: 12 with seed ${SEED}; then the means of ${DRAWS} draws of 12`;
  return [
    `  ${title}`,
    ...OURS.map((name) => {
      const means = draws.map((draw) => mean(draw.map((by) => by[name])));
      const first = (draws[0] ?? []).map((by) => by[name]);
      const range = `${figure(Math.min(...means))} … ${figure(Math.max(...means))}`;
      return `    ${name.padEnd(22)} mean ${figure(mean(first))} min ${figure(Math.min(...first))}   draws: mean ${figure(mean(means))}, ${range}`;
    }),
  ];
}

/** AUC as one viewer sees it, by method; a viewer is asked once. */
function createAsk(data: OtcData, protocol: Protocol): (viewer: number) => Readonly<Record<Ours, number>> {
  const network = networkOf(data.users.length, protocol.ratings);
  const pageRank = createPageRank(data.users.length, protocol.ratings);
  const known = new Map<number, Readonly<Record<Ours, number>>>();

  function measure(viewer: number): Readonly<Record<Ours, number>> {
    const flows = new Map(
      protocol.targets.map(({ node }) => {
        return [node, { plus: network.plus(viewer, node).drops, minus: network.minus(viewer, node).drops }] as const;
      }),
    );
    // Out of reach is 0 on both sides: neither good nor bad is known.
    const of = (node: number) => flows.get(node) ?? { plus: 0, minus: 0 };
    const walk = network.walk(viewer);
    const rank = pageRank(viewer);
    const auc = (score: (node: number) => number) => areaUnderCurve(scored(protocol, score));
    return {
      "F+ − F−": auc((node) => of(node).plus - of(node).minus),
      standing: auc((node) => standingOf(of(node).plus, of(node).minus)),
      "F+ alone": auc((node) => of(node).plus),
      "our walk": auc((node) => walk[node] ?? 0),
      "personalised PageRank": auc((node) => rank[node] ?? 0),
    };
  }

  return (viewer) => {
    const found = known.get(viewer) ?? measure(viewer);
    known.set(viewer, found);
    return found;
  };
}

/** T8: as `answerTrust` has it. */
function standingOf(plus: number, minus: number): number {
  return (plus - minus) / (plus + minus + 1);
}

function scored({ targets }: Protocol, score: (node: number) => number) {
  return targets.map(({ node, isBenign }) => ({ score: score(node), isBenign }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** ".946", as papers print it. */
function figure(auc: number): string {
  return auc.toFixed(3).replace(/^0/, "");
}
