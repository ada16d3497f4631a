import { ok } from "../../lib/result.ts";
import type { FeedKey } from "../../domain/ids.ts";
import { letInPages, openBundle, writeBundle } from "../../sync/bundle.ts";
import { glimpsePages, type PagesGlimpse } from "../../sync/bundle-glimpse.ts";
import type { GateService } from "../../sync/gate.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { PondSession, Sessions } from "../pond-session.ts";
import { carriedFor } from "./carry.ts";

const NOTHING: ReadonlyMap<number, number> = new Map();

/**
 * M5: carrying a pond by file, where no connection is to be had. What comes in is explained first, and goes through the
 * same gate as what a peer says. Both in steps of a megabyte: a page that wants no more simply does not ask for the next.
 */
export function createBundleCommands(
  sessions: Sessions,
  gateOf: (session: PondSession) => GateService,
): Pick<ShoalCommands, "exportBundle" | "glimpseBundle" | "letIn"> {
  return {
    exportBundle: async (pond, theirs = null) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      if (theirs === null) return ok(await writeBundle(pond, gateOf(session)));
      const said = await carriedFor(pond, theirs);
      return said.ok ? ok(await writeBundle(pond, gateOf(session), said.value.has ?? NOTHING)) : said;
    },

    glimpseBundle: async (bundle, from) => {
      const opened = await openBundle(bundle);
      if (!opened.ok) return fail(opened.error);
      const pond = opened.value;
      const session = await sessions.open(pond);
      const has = session === null ? NOTHING : await gateOf(session).vector();
      const step = await glimpsePages(pond, bundle, from, has);
      return ok({ ...step, ...(session === null ? {} : asKnownHere(session, step)), pond, isMember: session !== null });
    },

    letIn: async (pond, bundle, from) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const opened = await openBundle(bundle);
      if (!opened.ok) return fail(opened.error);
      if (opened.value !== pond) return fail({ kind: "bundle-of-another-pond" });
      return ok(await letInPages(bundle, from, gateOf(session)));
    },
  };
}

/** Whom this device knows goes by what has been verified here, and not by what a file says of him. */
function asKnownHere(
  { ledger, fold, mine }: PondSession,
  step: PagesGlimpse,
): Pick<PagesGlimpse, "opened" | "named" | "pondName"> {
  const identityOf = (feed: FeedKey) => ledger.feed(feed)?.identity ?? null;
  const known = step.feeds.flatMap((feed) => {
    const who = identityOf(feed);
    return who === null ? [] : [[feed, who] as const];
  });
  const named = known.map(([feed, who]) => [feed, fold().member(who)?.name ?? ""] as const);
  const pondName = fold().pond()?.name ?? step.pondName ?? mine.pondName;
  return { opened: [...step.opened, ...known], named: [...step.named, ...named], pondName };
}
