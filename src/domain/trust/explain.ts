import type { Drops } from "../ids.ts";
import type { EdgeWhy, TrustPath } from "./answer.ts";
import type { DrawnPond, EdgeEnds } from "./drawn-pond.ts";
import type { NetworkPath } from "./network.ts";
import type { Person } from "./pairs.ts";

/** T9: a path in names, with the deals behind each step. The last step of a report leads to the one it is about. */
export function explainPath(path: NetworkPath, drawn: DrawnPond, about: Person): TrustPath {
  const steps = path.edges.map((edge) => {
    const ends = drawn.endsOf(edge);
    return { from: ends.from.id, to: ends.to.id, why: whyOf(ends) };
  });
  const report = drawn.reportOf(path.report);
  const word =
    report === null
      ? []
      : [{ from: report.by.id, to: about.id, why: { deals: [report.deal], invited: false, met: false } }];
  // Flows are whole numbers by construction of the network.
  return { drops: path.drops as Drops, steps: [...steps, ...word] };
}

function whyOf({ from, pair }: EdgeEnds): EdgeWhy {
  if (pair === null) return { deals: [], invited: true, met: false };
  const side = pair.first === from ? pair.forth : pair.back;
  return { deals: side?.deals ?? [], invited: false, met: pair.met };
}
