import { ok } from "../../lib/result.ts";
import type { PondId } from "../../domain/ids.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { Ground, Sessions } from "../pond-session.ts";
import type { ShrunkPhoto } from "../shrink-photo.ts";

/** Draws a picture of that name; null where this browser cannot. */
export type DrawPicture = (name: string) => Promise<ShrunkPhoto | null>;

/** ms after which a sample is made anew before it is looked at: its offers lapse and its market day passes, as everywhere. */
const SAMPLE_LIFE_MS = 5 * 24 * 60 * 60_000;

/** A pond to look around in, made up on this device (S7, decision 0028). What makes it is loaded when somebody wants it. */
export function createSampleCommands(
  ground: Ground,
  sessions: Sessions,
  draw?: DrawPicture,
): Pick<ShoalCommands, "openSample" | "removeSample"> {
  return {
    openSample: async (myName) => {
      const [known] = await ground.local.samples();
      const isFresh = known?.sample === "ready" && ground.clock.now() - known.joined < SAMPLE_LIFE_MS;
      if (known !== undefined && isFresh) return ok(known.pond);
      await forgetSamples(ground, sessions);
      const { makeSample } = await import("../sample/make-sample.ts");
      const drawn = draw ?? (await import("../sample/draw-scene.ts")).drawScene;
      const pond = await makeSample(ground, drawn, myName);
      await sessions.open(pond);
      return ok(pond);
    },
    removeSample: async () => {
      await forgetSamples(ground, sessions);
      return ok(undefined);
    },
  };
}

/**
 * Also before this device becomes somebody: an identity is taken over only where there is no other pond, and with the keys of
 * before a sample could not be opened any more.
 */
export async function forgetSamples({ local, keep }: Ground, sessions: Sessions): Promise<void> {
  for (const { pond } of await local.samples()) {
    sessions.close(pond);
    await keep.forgetSample(pond);
  }
}

/** Use cases that make something for others, or take something of theirs in; all name their pond first. */
const OUTWARD = [
  "createInvite",
  "exportCard",
  "exportBundle",
  "letIn",
  "codesOfMine",
  "readRun",
  "cardCode",
  "confirmMet",
  "checkIn",
  "passIdentity",
  "takeIdentity",
  "attestIdentity",
  "closeDevice",
  "leavePond",
] as const satisfies readonly (keyof ShoalCommands)[];

/** The same use cases, of which none leads out of a sample. */
export function keptInside(commands: ShoalCommands, { local }: Ground): ShoalCommands {
  const isSample = async (pond: PondId) => (await local.pond(pond))?.sample !== undefined;
  const refusing = OUTWARD.map((name) => {
    // Whatever else it takes is passed on as it came.
    const run = commands[name] as (pond: PondId, ...rest: readonly unknown[]) => Promise<unknown>;
    const refuse = async (pond: PondId, ...rest: readonly unknown[]) =>
      (await isSample(pond)) ? fail({ kind: "only-a-sample" }) : run(pond, ...rest);
    return [name, refuse] as const;
  });
  // The same names with the same signatures; `Object.fromEntries` forgets both.
  return { ...commands, ...(Object.fromEntries(refusing) as Partial<ShoalCommands>) };
}
