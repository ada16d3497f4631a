import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Quiet, Section } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./matches.module.css";

const MOST = 6;

/** What fits a wanted post by its words, now and as it comes in; of something offered: who has said to want such a thing. */
export function ListingMatches(props: { readonly view: ListingView }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const isWanted = () => props.view.kind === "wanted";
  const open = createLiveQuery(() => queries.listings(scope.pond));
  const hits = createLiveQuery(() => queries.search(scope.pond, props.view.title));
  const fitting = createMemo(() => {
    const listingById = new Map(open()?.map((listing) => [listing.id, listing] as const));
    const isFitting = ({ owner, kind }: ListingView) =>
      owner !== props.view.owner && (kind === "wanted") !== isWanted() && !scope.isMuted(owner);
    return (hits() ?? [])
      .flatMap((id) => listingById.get(id) ?? [])
      .filter(isFitting)
      .slice(0, MOST);
  });
  return (
    <Show when={fitting().length > 0 || (isWanted() && hits() !== undefined)}>
      <Section title={t(isWanted() ? "match.fits" : "match.wanted")}>
        <Show when={fitting().length > 0} fallback={<Quiet>{t("match.none")}</Quiet>}>
          <ul class={styles["matches"]}>
            <For each={fitting()}>
              {(listing) => (
                <li>
                  <A class={styles["match"] ?? ""} href={scope.href(`/listing/${listing.id}`)}>
                    <Photo kind={listing.kind} preview={listing.preview} alt="" shape="thumb" />
                    <span>
                      <strong dir="auto">{listing.title}</strong>
                      <br />
                      <bdi>{scope.nameOf(listing.owner)}</bdi>
                    </span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Section>
    </Show>
  );
}
