import { For, type JSX, Show } from "solid-js";
import type { SyncGlance } from "../../../app/api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Page, Pair, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { ClockHint } from "./clock-hint.tsx";
import { GlanceCard } from "./glance-card.tsx";
import { MyListings } from "./my-listings.tsx";
import { refusedLines } from "./refused-words.ts";
import { SelfTest } from "./self-test.tsx";

/** Am I connected, to whom, is it saved? */
export function SyncPage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  const reach = createLiveQuery(() => queries.reach(scope.pond));
  return (
    <Page wide="pair" title={t("nav.sync")}>
      <Show when={sync()}>
        {(glance) => (
          <Pair>
            <Stack>
              <ClockHint glance={glance()} />
              <GlanceCard glance={glance()} reach={reach()} />
              <SelfTest isMet={glance().peers.length > 0} />
            </Stack>
            <Stack>
              <Show when={reach()}>{(known) => <MyListings reach={known()} />}</Show>
              <Ways glance={glance()} />
              <Refused glance={glance()} />
              <Files />
            </Stack>
          </Pair>
        )}
      </Show>
    </Page>
  );
}

function Ways(props: { readonly glance: SyncGlance }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  // A socket may believe for a while that it is open where there is no network any more.
  const isOffline = () => props.glance.state === "offline";
  return (
    <Section title={t("sync.relays")}>
      <Card>
        <For each={props.glance.relays} fallback={<Quiet>{t("sync.no-relay")}</Quiet>}>
          {(relay) => (
            <div>
              <p>{t(relay.up && !isOffline() ? "sync.relay-up" : "sync.relay-down")}</p>
              <Quiet>
                <bdi>{relay.url}</bdi>
              </Quiet>
            </div>
          )}
        </For>
        <Quiet>{t("pair.why")}</Quiet>
        <LinkButton icon="scan" href={scope.href("/pair")}>
          {t("pair.action")}
        </LinkButton>
      </Card>
    </Section>
  );
}

/** How many messages were refused, and why, for who wants to know. */
function Refused(props: { readonly glance: SyncGlance }): JSX.Element {
  const { t, counted, number } = useI18n();
  const refused = () => Object.values(props.glance.refused).reduce((sum, count) => sum + count, 0);
  return (
    <Show when={refused() > 0}>
      <Card tone="sunk">
        <p>{counted("sync.refused", refused())}</p>
        <Fold label={t("believe.refused-why")}>
          <For each={refusedLines(props.glance.refused)}>
            {(line) => <Quiet>{t(line.message, { n: number(line.count) })}</Quiet>}
          </For>
        </Fold>
      </Card>
    </Show>
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
