import { createTrustNetwork, type TrustNetwork } from "../../../src/domain/trust/network.ts";
import type { Rating } from "./otc-data.ts";

/** The ratings as our network: a rating above 0 is an edge of so many drops, one below is a report so severe. */
export function networkOf(nodes: number, ratings: readonly Rating[]): TrustNetwork {
  const good = ratings.filter(({ value }) => value > 0);
  const bad = ratings.filter(({ value }) => value < 0);
  return createTrustNetwork({
    nodes,
    from: Int32Array.from(good, ({ from }) => from),
    to: Int32Array.from(good, ({ to }) => to),
    capacity: Int32Array.from(good, ({ value }) => value),
    invite: new Uint8Array(good.length),
    by: Int32Array.from(bad, ({ from }) => from),
    about: Int32Array.from(bad, ({ to }) => to),
    severity: Int32Array.from(bad, ({ value }) => -value),
  });
}
