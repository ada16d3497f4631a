import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { createNow } from "../../kit/now.ts";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** How far ahead a market day is worth a line above the things, in ms. */
const SOON_MS = 14 * 24 * 60 * 60_000;

/** The next market day, while it is near. */
export function NextMarket(): JSX.Element {
  const { t, soon } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const days = createLiveQuery(() => queries.markets(scope.pond));
  const next = () =>
    days()?.find(
      ({ state, by, from, to }) => state === "called" && now() <= to && from <= now() + SOON_MS && !scope.isMuted(by),
    );
  return (
    <Show when={next()}>
      {(day) => (
        <Banner tone="calm" icon="calendar">
          <p dir="auto">
            <A data-alone href={scope.href(`/market/${day().id}`)}>
              {t("day.next", { title: day().title, when: soon(day().from) })}
            </A>
          </p>
        </Banner>
      )}
    </Show>
  );
}
