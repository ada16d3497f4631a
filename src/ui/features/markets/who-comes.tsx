import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { MarketView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Quiet, Section } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { ThingTitle } from "../../thing-title.tsx";
import styles from "./markets.module.css";

/** Who comes, with what, and what they look for. */
export function WhoComes(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const comers = () => props.view.comers.filter(({ member }) => !scope.isMuted(member));
  return (
    <Section title={t("day.who")}>
      <Show when={comers().length === 0}>
        <Quiet>{t("day.nobody")}</Quiet>
      </Show>
      <GrowList each={comers()} class={styles["comers"]}>
        {(comer) => (
          <>
            <A href={scope.href(`/member/${comer.member}`)}>
              <strong>
                <bdi>{comer.member === scope.me ? t("person.you-first") : scope.nameOf(comer.member)}</bdi>
              </strong>
            </A>
            <Show when={comer.brings.length > 0}>
              <ul class={styles["brought"]}>
                <For each={comer.brings}>
                  {(listing) => (
                    <li>
                      <A href={scope.href(`/listing/${listing}`)}>
                        <ThingTitle id={listing} />
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <Show when={comer.wants}>
              <p dir="auto">{t("day.looks-for", { wants: comer.wants })}</p>
            </Show>
          </>
        )}
      </GrowList>
    </Section>
  );
}
