import type { IdentityKey, Time } from "../domain/ids.ts";
import type { Copy } from "./copies.ts";
import type { Way } from "./neighbourhood.ts";
import type { PhotoProgress } from "./photo-exchange.ts";

/** What the wire knows about itself, for people to see. */
export interface WireStatus {
  readonly relays: readonly { readonly url: string; readonly up: boolean }[];
  readonly peers: readonly {
    readonly id: string;
    readonly since: Time;
    /** Whose device it has proven to be; null for a stranger, and while the ledger does not know. */
    readonly identity: IdentityKey | null;
    readonly way: Way;
  }[];
  /** Records of one's own feed, and how many of them some other device is known to have. */
  readonly mine: number;
  readonly acknowledged: number;
  /** Peers known to have all of one's own feed. */
  readonly savedOn: number;
  /** Records held, and records that peers say there are: a claim that nothing proves yet, so MAX_CLAIMED_RECORDS more at most. */
  readonly have: number;
  readonly known: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Members' devices that have said what they hold of one's own feed, gone ones too. */
  readonly copies: readonly Copy[];
  /** Devices in the room with which no connection has come about. */
  readonly unmet: number;
  readonly photos: PhotoProgress;
}
