import type { Drops, IdentityKey, RecordId } from "../ids.ts";

/** Why one person can pass drops on to the next: what lies behind an edge (T9). */
export interface EdgeWhy {
  /** Completed deals with a good opened vouch from the first about the second. */
  readonly deals: readonly RecordId[];
  readonly invited: boolean;
}

export interface TrustStep {
  readonly from: IdentityKey;
  readonly to: IdentityKey;
  readonly why: EdgeWhy;
}

/** T9: some of the drops and the way they go. */
export interface TrustPath {
  readonly drops: Drops;
  readonly steps: readonly TrustStep[];
}

/** T6–T9: how much the viewer can risk with the member, and why. */
export interface TrustAnswer {
  readonly viewer: IdentityKey;
  readonly member: IdentityKey;
  readonly limit: Drops;
  /** F+ in drops. */
  readonly plus: Drops;
  /** F− in drops. */
  readonly minus: Drops;
  /** In [−1, 1]. */
  readonly standing: number;
  readonly paths: readonly TrustPath[];
  readonly reports: readonly TrustPath[];
}
