import type { BudgetLimits } from "./budget.ts";
import type { GateService } from "./gate.ts";
import type { TappedChannel } from "./gated-connection.ts";
import type { Timers } from "./timers.ts";

/** What a session with one peer is made of, and whom it tells. */
export interface SessionParts {
  readonly gate: GateService;
  readonly channel: TappedChannel;
  /** Yjs client of one's own feed. */
  readonly ownClient: number;
  /** Yjs client of the feed that the peer has proven to be its own; null where it has proven none. */
  readonly theirClient?: () => number | null;
  /** True where the ledger holds something of that client's. */
  readonly holds?: (client: number) => boolean;
  /** Something that a status line may show has changed. */
  readonly onChange: () => void;
  readonly onRefused: (reason: string) => void;
  readonly onClosed: () => void;
  /** The peer was disconnected for its offences. */
  readonly onBarred?: () => void;
  /** What it may send without bringing anything new; a stranger's share where nothing is said. */
  readonly allowance?: () => BudgetLimits;
  readonly now: () => number;
  /** Resolves once what came in over connections that are gone is taken in; null where nothing waits. */
  readonly leftovers?: () => Promise<unknown> | null;
  /** The platform's own where none are given. */
  readonly timers?: Timers;
}
