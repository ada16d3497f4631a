/** Why records were not let in. */
export type RefusalKind =
  | "malformed"
  | "body-invalid"
  | "body-missing"
  | "wrong-pond"
  | "bad-signature"
  | "broken-chain"
  | "time-backwards"
  | "time-ahead"
  | "gap"
  | "inviter-unknown"
  | "invite-invalid"
  | "not-an-opening"
  | "day-limit"
  | "ended"
  | "unchained"
  | "client-taken"
  | "feed-limit"
  | "newcomers-wait"
  | "quota"
  | "storage";

export interface Refusal {
  readonly kind: RefusalKind;
  /** True where whoever carried it must have known better: it counts against the peer (W2). */
  readonly offence: boolean;
}

/**
 * Which refusals are the carrier's fault. An honest peer has checked all that is marked `true` before it kept the
 * record. The others happen among honest peers: clocks differ, invite chains arrive late, feeds fork (L5),
 * a cheat grinds two feeds with one client (W1), ponds and disks fill, and too many newcomers come at once (L4c).
 */
const OFFENCE_BY_KIND: Readonly<Record<RefusalKind, boolean>> = {
  malformed: true,
  "body-invalid": true,
  "body-missing": true,
  "wrong-pond": true,
  "bad-signature": true,
  "broken-chain": true,
  "time-backwards": true,
  "time-ahead": false,
  gap: false,
  "inviter-unknown": false,
  "invite-invalid": true,
  "not-an-opening": true,
  "day-limit": true,
  ended: false,
  unchained: false,
  "client-taken": false,
  "feed-limit": false,
  "newcomers-wait": false,
  quota: false,
  storage: false,
};

export function refusal(kind: RefusalKind): Refusal {
  return { kind, offence: OFFENCE_BY_KIND[kind] };
}
