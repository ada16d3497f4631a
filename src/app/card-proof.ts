import type { IdentityKey, Time } from "../domain/ids.ts";

/** A member's card read from a file: who it says he is, what of it was verified, and what can not be known from it. */
export interface CardProof {
  readonly member: IdentityKey;
  readonly name: string;
  readonly pondName: string;
  readonly since: Time;
  readonly dealsDone: number;
  readonly dealPartners: number;
  readonly vouchesGood: number;
  readonly vouchesBad: number;
  readonly met: number;
  readonly forked: boolean;
  /** Time of the newest record in it. */
  readonly upTo: Time;
  /** Names and identities of those who vouched for him, as that pond calls them; those known in this pond first. */
  readonly vouchers: readonly { readonly member: IdentityKey; readonly name: string; readonly knownHere: boolean }[];
  /** True where this identity is a member of the pond in which the file was opened. */
  readonly knownHere: boolean;
}
