/** ngraph.pagerank comes without types. */
declare module "ngraph.pagerank" {
  import type { Graph } from "ngraph.graph";
  export default function pageRank(
    graph: Graph,
    internalJumpProbability?: number,
    epsilon?: number,
  ): Readonly<Record<string, number>>;
}
