/** What a search may still do. Counted, not timed: every device stops at the same place and gives the same answer. */
export interface Steps {
  left: number;
  /** True once something was left out that could have been better. */
  gaveUp: boolean;
}

export function stepsOf(most: number): Steps {
  return { left: most, gaveUp: false };
}

/** Look-ups in arrays that one in a Set or a Map costs, or a new entry of a list, about. */
export const SLOW = 8;

/** Takes `count` steps; false where none are left. */
export function spend(steps: Steps, count: number): boolean {
  steps.left -= count;
  if (steps.left <= 0) steps.gaveUp = true;
  return steps.left > 0;
}
