/** What a search may still do. Counted, not timed: every device stops at the same place and gives the same answer. */
export interface Steps {
  left: number;
}

/** Takes `count` steps; false where none are left. */
export function spend(steps: Steps, count: number): boolean {
  steps.left -= count;
  return steps.left > 0;
}
