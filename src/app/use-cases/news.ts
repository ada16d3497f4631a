import { ok } from "../../lib/result.ts";
import type { PondId, Time } from "../../domain/ids.ts";
import type { Outcome, SearchChoice, ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import { MAX_SAVED_SEARCHES, MAX_TITLE } from "../limits.ts";
import type { NewsReader } from "../news.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";

type NewsCommands = Pick<ShoalCommands, "lookAtNews" | "takeUntold" | "saveSearch" | "dropSearch">;

/** What somebody has seen of the news, and what he wants to hear of. All of it stays on this device. */
export function createNewsCommands(
  ground: Ground,
  sessions: Sessions,
  readerOf: (session: PondSession) => NewsReader,
): NewsCommands {
  /** The counts are made anew from what `change` has left. */
  async function changing(pond: PondId, change: (session: PondSession) => Promise<boolean>): Outcome<void> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    if (!(await change(session))) return fail({ kind: "invalid-input", field: "search" });
    await readerOf(session).count();
    return ok(undefined);
  }

  return {
    lookAtNews: (pond, upTo) =>
      changing(pond, async () => {
        await ground.local.lookAt(pond, upTo);
        return true;
      }),
    takeUntold: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const { items, upTo } = await readerOf(session).read();
      const told = await ground.local.tellUpTo(pond, upTo);
      return ok(items.filter(({ forMe, arrived }) => forMe && arrived > told));
    },
    saveSearch: (pond, choice, as) =>
      changing(pond, async () => {
        const { words, kind, returns, onlyTrusted } = choice;
        if (words.length > MAX_TITLE || isEmpty(choice)) return false;
        const since = as?.since ?? (await ground.store.lastN(pond));
        const at = as?.at ?? (ground.clock.now() as Time);
        const id = JSON.stringify([words, kind, returns, onlyTrusted]);
        return ground.local.putSavedSearch(
          { pond, id, words, kind, returns, onlyTrusted, since, at },
          MAX_SAVED_SEARCHES,
        );
      }),
    dropSearch: (pond, id) =>
      changing(pond, async () => {
        await ground.local.deleteSavedSearch(pond, id);
        return true;
      }),
  };
}

/** Everything that comes in is the news anyway. */
function isEmpty({ words, kind, returns, onlyTrusted }: SearchChoice): boolean {
  return words.trim() === "" && kind === "any" && returns === "any" && !onlyTrusted;
}
