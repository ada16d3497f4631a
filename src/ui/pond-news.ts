import { createEffect, on } from "solid-js";
import type { MessageKey } from "./i18n/messages.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { useToasts } from "./kit/toast.tsx";
import { otherSide, usePond } from "./pond-context.tsx";
import type { IdentityKey, RecordId } from "../domain/ids.ts";
import type { DealView } from "../domain/pond/views.ts";

/** What of a deal was told already. A copy: the row itself is live and changes under the hand. */
interface Known {
  readonly rounds: number;
  readonly handovers: number;
  readonly vouches: number;
  readonly state: DealView["state"];
}

/** Tells what changes by itself in this pond: what the others did. What was there before is no news. */
export function announceNews(): void {
  const { t } = useI18n();
  const { say } = useToasts();
  const scope = usePond();
  let known: ReadonlyMap<RecordId, Known> | null = null;
  createEffect(
    on(
      () => scope.deals()?.map((deal) => ({ deal, now: summaryOf(deal) })),
      (all) => {
        if (all === undefined) return;
        for (const { deal, now } of all) {
          const what = known === null ? null : newsOf(deal, known.get(deal.id), now, scope.me);
          const name = scope.nameOf(otherSide(deal, scope.me));
          if (what !== null) say(t(what, { name }), `#${scope.href(`/deal/${deal.id}`)}`);
        }
        known = new Map(all.map(({ deal, now }) => [deal.id, now]));
      },
    ),
  );
}

function summaryOf({ rounds, handovers, vouches, state }: DealView): Known {
  return { rounds: rounds.length, handovers: handovers.length, vouches: vouches.length, state };
}

/** The newest thing that the other side did in a deal; null where it was nothing, or me. */
function newsOf(deal: DealView, before: Known | undefined, now: Known, me: IdentityKey): MessageKey | null {
  const isTheirs = (entry: { readonly by: IdentityKey } | null | undefined) => entry != null && entry.by !== me;
  if (before === undefined) return isTheirs(deal.rounds[0]) && deal.via !== "ring" ? "news.offer" : null;
  if (now.vouches > before.vouches) return isTheirs(deal.vouches.at(-1)) ? "news.vouch" : null;
  if (now.handovers > before.handovers) return isTheirs(deal.handovers.at(-1)) ? "news.handover" : null;
  if (now.state !== before.state) {
    if (now.state === "agreed") return isTheirs(deal.agreed) ? "news.accepted" : null;
    if (now.state === "lost") return "news.lost";
    if (now.state === "declined" || now.state === "withdrawn") return newsOfEnd(deal, now.state, me);
  }
  if (now.rounds > before.rounds) return isTheirs(deal.rounds.at(-1)) ? "news.counter" : null;
  return null;
}

/** An offer on the table is withdrawn by whoever put it there, and declined by the other. */
function newsOfEnd(deal: DealView, how: "declined" | "withdrawn", me: IdentityKey): MessageKey | null {
  const isMyOffer = deal.rounds.at(-1)?.by === me;
  if (how === "declined") return isMyOffer ? "news.declined" : null;
  return isMyOffer ? null : "news.withdrawn";
}
