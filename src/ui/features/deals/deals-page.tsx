import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { dealActions } from "../../../app/deal-actions.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Ago } from "../../kit/ago.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { Empty } from "../../kit/empty.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { createNow } from "../../kit/now.ts";
import { Page } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./deals.module.css";
import { dealStateMessage } from "../../deal-state.ts";
import { ThingPhoto, ThingTitle } from "../../thing-title.tsx";
import { Rings } from "../../rings.tsx";

/** My bargains, what waits for me on top. */
export function DealsPage(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const asked = createLiveQuery(() => queries.openQuestions(scope.pond));
  const questions = () => (asked() ?? []).filter(({ comment }) => !scope.isMuted(comment.by));
  /** People, not things: who has made two offers waits once. */
  const owed = () => {
    const offering = (deals() ?? []).filter(isMyTurn).map((deal) => otherSide(deal, scope.me));
    return new Set([...offering, ...questions().map(({ comment }) => comment.by)]).size;
  };
  /** What a ring asks is said above; it is a deal once all have said yes. */
  const deals = () => scope.deals()?.filter(({ via, agreed }) => via !== "ring" || agreed !== null);
  /** Days and lots are answered where they stand. */
  const placeOf = ({ id, via, state, listing }: DealView) =>
    scope.href(state === "offered" && via !== null ? `/listing/${listing}` : `/deal/${id}`);
  const isAskedForDays = ({ via, state, owner }: DealView) =>
    via === "loan" && state === "offered" && owner === scope.me;
  const isMyTurn = (deal: DealView) => isAskedForDays(deal) || dealActions(deal, scope.me, now()).has("accept");
  return (
    <Page wide title={t("nav.deals")}>
      <Show when={deals()?.length === 0 && questions().length === 0}>
        <Empty title={t("deals.empty-title")} text={t("deals.empty-text")}>
          <LinkButton icon="pond" href={scope.href("")}>
            {t("deals.empty-action")}
          </LinkButton>
        </Empty>
      </Show>
      <Show when={owed() > 0}>
        <p class={styles["owed"]}>{counted("owed.people", owed())}</p>
      </Show>
      <Rings />
      <ul class={styles["deals"]}>
        <For each={questions()}>
          {({ listing, comment }) => (
            <li>
              <A class={styles["deal"] ?? ""} href={scope.href(`/listing/${listing.id}`)} data-mine="true">
                <Photo kind={listing.kind} preview={listing.preview} alt="" shape="thumb" />
                <span class={styles["about"]}>
                  <strong dir="auto">{listing.title}</strong>
                  <span dir="auto">
                    {t("owed.asks", { name: scope.nameOf(comment.by) })} <bdi>{comment.text}</bdi>
                  </span>
                  <Ago time={comment.time} />
                </span>
              </A>
            </li>
          )}
        </For>
      </ul>
      <GrowList each={deals() ?? []} class={styles["deals"]}>
        {(deal) => (
          <A class={styles["deal"] ?? ""} href={placeOf(deal)} data-mine={isMyTurn(deal)}>
            <ThingPhoto id={deal.listing} />
            <span class={styles["about"]}>
              <strong>
                <ThingTitle id={deal.listing} />
              </strong>
              <span dir="auto">{t("deals.with", { name: scope.nameOf(otherSide(deal, scope.me)) })}</span>
              <span class={styles["state"]}>
                {t(isMyTurn(deal) ? "deals.your-turn" : dealStateMessage(deal, now()))} · <Ago time={deal.updated} />
              </span>
            </span>
          </A>
        )}
      </GrowList>
    </Page>
  );
}
