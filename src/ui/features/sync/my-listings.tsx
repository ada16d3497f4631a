import { For, type JSX, Show } from "solid-js";
import type { Reach } from "../../../app/sync-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Card, Section } from "../../kit/page.tsx";
import styles from "./sync.module.css";

/** More than these are on the pages of the listings themselves. */
const MAX_SHOWN = 8;

/** On how many devices my listings are. */
export function MyListings(props: { readonly reach: Reach }): JSX.Element {
  const { t, counted } = useI18n();
  return (
    <Show when={props.reach.listings.length > 0}>
      <Section title={t("believe.listings")}>
        <Card>
          <ul class={styles["lines"]}>
            <For each={props.reach.listings.slice(0, MAX_SHOWN)}>
              {(listing) => (
                <li class={styles["listing"]}>
                  <bdi>{listing.title}</bdi>
                  <span class={styles["quiet"]}>
                    {listing.devices === 0 ? t("believe.only-this") : counted("believe.on-devices", listing.devices)}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Card>
      </Section>
    </Show>
  );
}
