import type { KeepingRow } from "../storage/kept-rows.ts";
import type { Keeping } from "./keep-api.ts";

/** Finished swaps after which a backup is worth being asked for again, and ms after which a single one is. */
const SWAPS_AGAIN = 3;
const LONG_AGO_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether a person should be reminded: after the first finished swap, and then by what has changed since. */
export function keepingOf({ backup, later }: KeepingRow, swaps: number, now: number): Keeping {
  const said = [backup, later].filter((moment) => moment !== null);
  const last = said.sort((a, b) => b.at - a.at)[0];
  const since = swaps - (last?.swaps ?? 0);
  const isLong = last !== undefined && now - last.at >= LONG_AGO_MS;
  const enough = last === undefined || isLong ? 1 : SWAPS_AGAIN;
  return { backupAt: backup?.at ?? null, swapsSince: swaps - (backup?.swaps ?? 0), isDue: since >= enough };
}
