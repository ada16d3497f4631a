import * as z from "zod/mini";
import { type FeedKey, parseKeyText, type PondId, type RecordId, type Time, timeField } from "../domain/ids.ts";
import { textField } from "../domain/kinds/text-field.ts";
import { MAX_NAME, MAX_WORDS } from "../domain/limits.ts";

/** Rows about keeping things; like those in `rows.ts` they never leave this device, but in a backup. */

/** When something was last kept elsewhere, or put off, and how many swaps were finished then. */
export interface KeepingRow {
  readonly id: "keeping";
  readonly backup: Moment | null;
  readonly later: Moment | null;
}

interface Moment {
  readonly at: Time;
  readonly swaps: number;
}

/** A private message as the device that could open it showed it. */
export interface KeptWordsRow {
  readonly pond: PondId;
  readonly id: RecordId;
  readonly text: string;
}

/** What somebody calls a device of his; told to nobody. */
export interface DeviceNameRow {
  readonly feed: FeedKey;
  readonly name: string;
}

const keyText = <T extends string>() =>
  z.custom<T>((value) => typeof value === "string" && parseKeyText(value) !== null);
const moment = z.nullable(z.object({ at: timeField, swaps: z.int().check(z.nonnegative()) }));

export const KeepingRow: z.ZodMiniType<KeepingRow> = z.object({
  id: z.literal("keeping"),
  backup: moment,
  later: moment,
});

export const KeptWordsRow: z.ZodMiniType<KeptWordsRow> = z.object({
  pond: keyText<PondId>(),
  id: keyText<RecordId>(),
  text: textField(1, MAX_WORDS),
});

export const DeviceNameRow: z.ZodMiniType<DeviceNameRow> = z.object({
  feed: keyText<FeedKey>(),
  name: textField(1, MAX_NAME),
});
