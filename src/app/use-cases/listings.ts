import { ok, type Result } from "../../lib/result.ts";
import type { PondId, RecordId } from "../../domain/ids.ts";
import { mayList } from "../../domain/pond/house-rules.ts";
import { isUnit } from "../../domain/pond/lots.ts";
import type { AppError, ListingDraft, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { openingOf } from "./lots.ts";

type ListingCommands = Pick<ShoalCommands, "saveDraft" | "postListing" | "editListing" | "withdrawListing">;

/** Listing what lies idle. Each is on the screen as soon as it is stored here; peers hear of it when they are met. */
export function createListingCommands(ground: Ground, sessions: Sessions): ListingCommands {
  async function own(pond: PondId, listing: RecordId): Promise<Result<PondSession, AppError>> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    const view = session.fold().listing(listing);
    return view?.owner === session.mine.me ? ok(session) : fail({ kind: "not-found" });
  }

  return {
    saveDraft: async (pond, draft): Outcome<void> => {
      await ground.local.putDraft(pond, draft);
      return ok(undefined);
    },

    postListing: async (pond, draft): Outcome<RecordId> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      // Asked on the very state that it will follow: two tabs must not both take the last room.
      const onlyIf = () => mayList(session.fold(), session.mine.me, ground.clock.now());
      const { lot } = draft;
      if (lot !== null && lot.way !== "draw" && !isUnit(lot.unit.trim()))
        return fail({ kind: "invalid-input", field: "unit" });
      const sequel = lot === null ? undefined : (listing: RecordId) => openingOf(ground, pond, listing, lot);
      const done = await session.ledger.append("listing.post.2", bodyOf(draft), { onlyIf, sequel });
      if (!done.ok)
        return done.error.kind === "outdated" ? fail({ kind: "against-the-rules" }) : appendFailure(done.error);
      await ground.local.putDraft(pond, null);
      return ok(done.value.id);
    },

    editListing: async (pond, listing, draft): Outcome<void> => {
      const session = await own(pond, listing);
      if (!session.ok) return session;
      const done = await session.value.ledger.append("listing.edit.2", { listing, ...bodyOf(draft) });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },

    withdrawListing: async (pond, listing, reason): Outcome<void> => {
      const session = await own(pond, listing);
      if (!session.ok) return session;
      const done = await session.value.ledger.append("listing.withdraw.1", { listing, reason });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };
}

function bodyOf(draft: ListingDraft) {
  const { kind, condition, preview, returns } = draft;
  const texts = { title: draft.title.trim(), story: draft.story.trim(), place: draft.place.trim() };
  const wants = returns === "nothing" ? "" : draft.wants.trim();
  return { kind, condition, preview, returns, wants, ...texts, tags: [...draft.tags], photos: [...draft.photos] };
}
