/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { For, type JSX, Show } from "solid-js";
import type { SyncGlance } from "../../../app/api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Ago } from "../../kit/ago.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { ClockHint } from "./clock-hint.tsx";

/** Am I connected, to whom, is it saved? */
export function SyncPage(): JSX.Element {
  const { t, counted, number } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  // A socket may believe for a while that it is open where there is no network any more.
  const isOffline = () => sync()?.state === "offline";
  const saved = ({ state, onlyHere }: SyncGlance) => {
    if (state === "starting") return t("sync.starting");
    return onlyHere > 0 ? counted("sync.only-here", onlyHere) : t("sync.all-saved");
  };
  const refused = () => Object.values(sync()?.refused ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <Page title={t("nav.sync")}>
      <Show when={sync()}>
        {(glance) => (
          <Stack>
            <ClockHint glance={glance()} />
            <Card>
              <p role="status">
                <strong>{counted("sync.peers", glance().peers.length)}</strong>
              </p>
              <Show when={isOffline()}>
                <p>{t("sync.offline")}</p>
              </Show>
              <For each={glance().peers}>
                {(peer) => (
                  <Quiet>
                    {peer.name ?? t("sync.some-device")} · <Ago time={peer.since} />
                  </Quiet>
                )}
              </For>
              <p>{saved(glance())}</p>
              <Show when={glance().savedOn > 0}>
                <p>{counted("sync.saved-on", glance().savedOn)}</p>
              </Show>
              <p>{t("sync.arriving", { have: number(glance().have), known: number(glance().known) })}</p>
            </Card>
            <Section title={t("sync.relays")}>
              <Card>
                <For each={glance().relays} fallback={<Quiet>{t("sync.no-relay")}</Quiet>}>
                  {(relay) => (
                    <p>
                      <bdi>{relay.url}</bdi>: {t(relay.up && !isOffline() ? "sync.relay-up" : "sync.relay-down")}
                    </p>
                  )}
                </For>
                <Quiet>{t("pair.why")}</Quiet>
                <LinkButton icon="scan" href={scope.href("/pair")}>
                  {t("pair.action")}
                </LinkButton>
              </Card>
            </Section>
            <Show when={refused() > 0}>
              <p>{counted("sync.refused", refused())}</p>
            </Show>
            <Files />
          </Stack>
        )}
      </Show>
    </Page>
  );
}

/** Where no connection is to be had. */
function Files(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <Section title={t("bring.title")}>
      <Card>
        <Quiet>{t("bring.hint")}</Quiet>
        <LinkButton icon="file" href={scope.href("/carry")}>
          {t("bring.open-page")}
        </LinkButton>
      </Card>
    </Section>
  );
}
