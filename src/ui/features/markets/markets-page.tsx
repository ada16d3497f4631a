import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { MarketView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { Empty } from "../../kit/empty.tsx";
import { Fold } from "../../kit/fold.tsx";
import { createNow } from "../../kit/now.ts";
import { Page, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { createWhen } from "./when.ts";
import styles from "./markets.module.css";

/** Past days shown: who looks for an older one remembers it anyway. */
const MOST_PAST = 20;

/** The calendar of the pond: when people meet to swap. */
export function MarketsPage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const days = createLiveQuery(() => queries.markets(scope.pond));
  const isAhead = ({ state, to }: MarketView) => state === "called" && now() <= to;
  const ahead = () => days()?.filter((day) => isAhead(day) && !scope.isMuted(day.by));
  const past = () => (days() ?? []).filter((day) => !isAhead(day)).toReversed();
  return (
    <Page
      title={t("day.title")}
      back={scope.href("")}
      lead={t("day.lead")}
      actions={
        <Show when={(ahead()?.length ?? 0) > 0}>
          <LinkButton icon="plus" href={scope.href("/markets/new")}>
            {t("day.call")}
          </LinkButton>
        </Show>
      }
    >
      <Stack>
        <Show when={ahead()?.length === 0}>
          <Empty title={t("day.none-title")} text={t("day.none")}>
            <LinkButton weight="strong" icon="plus" href={scope.href("/markets/new")}>
              {t("day.call")}
            </LinkButton>
          </Empty>
        </Show>
        <Days days={ahead() ?? []} />
        <Show when={past().length > 0}>
          <Fold label={t("day.past")}>
            <Days days={past().slice(0, MOST_PAST)} />
          </Fold>
        </Show>
      </Stack>
    </Page>
  );
}

function Days(props: { readonly days: readonly MarketView[] }): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  const when = createWhen();
  const now = createNow();
  return (
    <ul class={styles["days"]}>
      <For each={props.days}>
        {(day) => (
          <li>
            <A
              class={styles["day"] ?? ""}
              href={scope.href(`/market/${day.id}`)}
              data-now={day.state === "called" && now() >= day.from && now() <= day.to}
            >
              <strong dir="auto">{day.title}</strong>
              <span>{when(day)}</span>
              <span dir="auto">{day.place}</span>
              <span class={styles["soft"]}>
                <Show when={day.state === "called"} fallback={t("day.off")}>
                  {counted("day.come", day.comers.length)}
                </Show>
              </span>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}
