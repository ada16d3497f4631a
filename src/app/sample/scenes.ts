import type { Pen } from "./pen.ts";
import { OUTDOOR_SCENES } from "./scenes-out.ts";
import { DESK_SCENES } from "./scenes-desk.ts";
import { KITCHEN_SCENES } from "./scenes-kitchen.ts";

/** Where a thing was photographed. */
export interface Place {
  /** From the light side to the dark one. */
  readonly wall: readonly [string, string];
  /** From the far end to the near one. */
  readonly table: readonly [string, string];
  /** Where the wall ends, of 750. */
  readonly edge: number;
  readonly isWood: boolean;
}

export interface Scene {
  readonly place: Place;
  draw(pen: Pen): void;
}

export const SCENES = { ...KITCHEN_SCENES, ...DESK_SCENES, ...OUTDOOR_SCENES };
export type SceneName = keyof typeof SCENES;

export function isScene(name: string): name is SceneName {
  return Object.hasOwn(SCENES, name);
}
