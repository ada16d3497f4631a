import type { Drops, IdentityKey, RecordId } from "../ids.ts";

/** Why one person can pass drops on to the next: what lies behind an edge (T9). */
export interface EdgeWhy {
  /** Completed deals with a good opened vouch from the first about the second. */
  readonly deals: readonly RecordId[];
  readonly invited: boolean;
  /** True where each has scanned the other's code, face to face. */
  readonly met: boolean;
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

/** What a list shows of a member: the numbers of the answer, and the way that carries most, for a plain sentence. */
export interface TrustBrief {
  readonly member: IdentityKey;
  readonly limit: Drops;
  readonly standing: number;
  /** Null for a stranger: no drops come to him from the viewer. */
  readonly way: TrustPath | null;
}

/** T10: everybody's share of the viewer's walk, in [0, 1]; who is not named has none. */
export type WalkShares = ReadonlyMap<IdentityKey, number>;

/** The playground's answer: one's own pond, copied, before and after an attacker has made himself identities (T12, G1). */
export interface PlaygroundAnswer {
  /** Whom the attack starts from: the member that invited all of them. */
  readonly attacker: IdentityKey;
  readonly sybils: number;
  /** Vouches that they gave each other. */
  readonly praise: number;
  /** My limit with the attacker before, and the greatest with anyone of his after. */
  readonly before: Drops;
  readonly after: Drops;
  /** G1: F+ with the attacker before: what came to him from me. `after` and `togetherAfter` are never more. */
  readonly bound: Drops;
  /** What all of them together could take from me, one after the other: before (the attacker alone) and after. */
  readonly togetherBefore: Drops;
  readonly togetherAfter: Drops;
  /** Their share of the walk. */
  readonly walkBefore: number;
  readonly walkAfter: number;
  /** What other members' limits changed by, at most. */
  readonly othersMoved: Drops;
}
