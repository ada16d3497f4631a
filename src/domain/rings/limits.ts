/** Items that want something, and wants, that one search takes: a campus in its busiest week, and a phone's memory. */
export const MAX_RING_ITEMS = 4000;
export const MAX_RING_WANTS = 200_000;
/** Rings that are weighed against each other; where there are more, each item keeps an equal share of them. */
export const MAX_CANDIDATES = 20_000;
/** The weight that one ring can have. With it and with MAX_RING_ITEMS every score is a whole number that a double holds (packing.ts). */
export const MAX_RING_WEIGHT = 60;
/** What one search may cost: look-ups in its innermost loops, never time, so that every device stops at the same place. */
export const MAX_STEPS = 200_000_000;
/** Rows of the largest table that the linear program keeps: 18 MB. What is larger is improved step by step, and seldom proved. */
export const MAX_TABLE_ROWS = 1500;
/** Decisions that a search stacks on top of each other: what the smallest stack of a browser holds, with room to spare. */
export const MAX_DEPTH = 300;
