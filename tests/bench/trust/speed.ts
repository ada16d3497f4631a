import { DirectedGraph } from "graphology";
import pagerank from "graphology-metrics/centrality/pagerank.js";
import createGraph from "ngraph.graph";
import ngraphRank from "ngraph.pagerank";
import { timeAppleseed } from "./appleseed.ts";
import { networkOf } from "./network-of.ts";
import type { OtcData, Rating } from "./otc-data.ts";
import { drawViewers } from "./protocol.ts";
import { medianOf, ms, timesOf } from "./timing.ts";

const VIEWERS = 50;
const FLOWS = 400;
const RUNS = { warm: 10, runs: 50 } as const;
/** Viewers of the times have rated this many, so that their walk and their flows have somewhere to go. */
const POSITIVES = 5;
const SEED = 1;
/** A median flow above this makes a page of members slow, in ms. */
const FLOW_GOAL_MS = 5;
const RATIO_GOAL = 5;
/** What our walk leaves waiting at a user at most (its `LEAST`), and what graphology is content with. */
const TOLERANCE = 1e-8;
const USUAL_TOLERANCE = 1e-6;
const MOST_ROUNDS = 1000;
const DAMPING = 0.85;

interface Times {
  /** ms with the package's own settings, and with a tolerance like ours. */
  readonly usual: number;
  readonly exact: number;
}

/** Our walk over everybody and our flows against what others have, on the positive ratings, in one run. */
export async function measureSpeed(data: OtcData): Promise<readonly string[]> {
  const good = data.ratings.filter(({ value }) => value > 0);
  const viewers = drawViewers(data, data.ratings, { positives: POSITIVES, count: VIEWERS, seed: SEED });
  const network = networkOf(data.users.length, data.ratings);
  const at = (run: number) => viewers[run % viewers.length] ?? 0;
  const walk = medianOf(timesOf((run) => network.walk(at(run)), RUNS));
  // Each flow asks another viewer about another member, so that nothing that was kept for the last one helps.
  const strangers = drawViewers(data, data.ratings, { positives: 0, count: FLOWS * 2, seed: SEED + 1 });
  const flows = timesOf((run) => network.plus(at(run), strangers[run % strangers.length] ?? 0), {
    warm: FLOWS,
    runs: FLOWS,
  });
  const firstLine = timesOf(() => networkOf(data.users.length, data.ratings), { warm: 3, runs: 15 });
  const graphology = timeGraphology(good);
  const ngraph = timeNgraph(good);
  const appleseed = await timeAppleseed(data, good);
  const beside = (name: string, time: number, note: string) =>
    `  ${name.padEnd(30)} ${ms(time).padStart(10)}   ${(time / walk).toFixed(1)} × our walk   ${note}`;
  return [
    `Times on the ${good.length} positive ratings of ${data.users.length} users (medians of ${RUNS.runs} after ${RUNS.warm} to warm up):`,
    `  ${"our walk over everybody".padEnd(30)} ${ms(walk).padStart(10)}   personal; ${VIEWERS} viewers who gave ≥ ${POSITIVES} positive ratings`,
    beside(
      "graphology-metrics pagerank",
      graphology.usual,
      `not personal; its own tolerance, ${USUAL_TOLERANCE} a user; goal ≥ ${RATIO_GOAL} ×`,
    ),
    beside("graphology-metrics pagerank", graphology.exact, `as exact as ours, ${TOLERANCE} a user`),
    beside("ngraph.pagerank", ngraph.usual, "not personal, no weights; its own tolerance, 0.005 in all"),
    beside("ngraph.pagerank", ngraph.exact, `as exact as ours, ${TOLERANCE} a user`),
    appleseed.ok ? beside("appleseed-metric", appleseed.value, "personal, one run") : `  ${appleseed.error}`,
    `  ${"our flow with its paths".padEnd(30)} ${ms(medianOf(flows)).padStart(10)}   one member; worst of ${FLOWS}: ${ms(flows.at(-1) ?? Number.NaN)}; goal < ${FLOW_GOAL_MS} ms median`,
    `  ${"laying out the network".padEnd(30)} ${ms(medianOf(firstLine)).padStart(10)}   once, from arrays of edges`,
  ];
}

/** Its graph is built before the clock starts, as ours is; one call is a whole PageRank. */
function timeGraphology(good: readonly Rating[]): Times {
  const graph = new DirectedGraph();
  for (const { from, to, value } of good) graph.mergeEdge(from, to, { weight: value });
  return {
    usual: medianOf(timesOf(() => pagerank(graph), RUNS)),
    exact: medianOf(
      timesOf(
        () => pagerank(graph, { getEdgeWeight: "weight", tolerance: TOLERANCE, maxIterations: MOST_ROUNDS }),
        RUNS,
      ),
    ),
  };
}

function timeNgraph(good: readonly Rating[]): Times {
  const graph = createGraph();
  for (const { from, to } of good) graph.addLink(from, to);
  const inAll = TOLERANCE * graph.getNodesCount();
  return {
    usual: medianOf(timesOf(() => ngraphRank(graph), RUNS)),
    exact: medianOf(timesOf(() => ngraphRank(graph, DAMPING, inAll), RUNS)),
  };
}
