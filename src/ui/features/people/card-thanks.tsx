import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./card.module.css";

/** The newest words of thanks that are shown. */
const MOST = 10;

/** X9: what others thank a member for, each after a finished deal. No number follows from it. */
export function CardThanks(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const deals = createLiveQuery(() => queries.dealsOf(scope.pond, props.view.id));
  const thanks = createMemo(() =>
    (deals() ?? [])
      .flatMap((deal) => deal.thanks.map((word) => ({ ...word, deal: deal.id })))
      .filter(({ to, by }) => to === props.view.id && !scope.isMuted(by))
      .sort((a, b) => b.time - a.time)
      .slice(0, MOST),
  );
  return (
    <Show when={thanks().length > 0}>
      <Section title={t("thanks.received")}>
        <Card>
          <ul class={styles["records"]}>
            <For each={thanks()}>
              {(word) => (
                <li>
                  <p dir="auto">{word.text}</p>
                  <Quiet>
                    <A href={scope.href(`/deal/${word.deal}`)}>
                      <bdi>{scope.nameOf(word.by)}</bdi>
                    </A>{" "}
                    · <Ago time={word.time} />
                  </Quiet>
                </li>
              )}
            </For>
          </ul>
        </Card>
      </Section>
    </Show>
  );
}
