/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import { forgetEverything } from "./forget-everything.ts";

/** Bytes of the units that people know from their devices. */
const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;

/** What the browser keeps, what it may do with it, and how to take it away. */
export function StoragePage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  return (
    <Page title={t("storage.title")} back="/me">
      <Stack>
        <Room />
        <Show when={(ponds()?.length ?? 0) > 0}>
          <Section title={t("storage.ponds")}>
            <Card>
              <Stack>
                <For each={ponds()}>
                  {(card) => (
                    <LinkButton weight="plain" href={`/pond/${card.pond}/leave`}>
                      {t("storage.leave", { pond: card.name })}
                    </LinkButton>
                  )}
                </For>
              </Stack>
            </Card>
          </Section>
        </Show>
        <Section title={t("storage.wipe")}>
          <Wipe />
        </Section>
      </Stack>
    </Page>
  );
}

function Room(): JSX.Element {
  const { t, language } = useI18n();
  const { device } = useShoal();
  const [room, { refetch }] = createResource(() => device.room());
  const [isRefused, setRefused] = createSignal(false);
  const size = (bytes: number) => {
    const [unit, scale] = bytes < GIGABYTE ? (["megabyte", MEGABYTE] as const) : (["gigabyte", GIGABYTE] as const);
    const format = new Intl.NumberFormat(language(), { style: "unit", unit, maximumFractionDigits: 1 });
    return format.format(bytes / scale);
  };
  const ask = async () => {
    setRefused(!(await device.askToKeep()));
    await refetch();
  };
  const usage = () => {
    const { used, allowed } = room.latest ?? { used: null, allowed: null };
    if (used === null || allowed === null) return t("storage.unknown");
    return t("storage.used", { used: size(used), allowed: size(allowed) });
  };
  return (
    <Show when={room.latest}>
      {(known) => (
        <Card>
          <Stack>
            <p>{usage()}</p>
            <p>{t(known().kept ? "storage.kept" : "storage.not-kept")}</p>
            <Show when={!known().kept}>
              <Button wide onClick={() => void ask()}>
                {t("storage.ask")}
              </Button>
            </Show>
            <div role="status">
              <Show when={isRefused()}>
                <Banner tone="calm" icon="notice">
                  <p>{t("storage.refused")}</p>
                </Banner>
              </Show>
            </div>
          </Stack>
        </Card>
      )}
    </Show>
  );
}

function Wipe(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  return (
    <Card>
      <Stack>
        <Quiet>{t("storage.wipe-hint")}</Quiet>
        <LinkButton wide href="/me/backup">
          {t("remind.action")}
        </LinkButton>
        <TwoSteps
          first={t("storage.wipe")}
          meaning={t("storage.wipe-meaning")}
          second={t("storage.wipe-sure")}
          action={action}
          onSure={() =>
            action.run(
              () => commands.wipe(),
              () => void forgetEverything(),
            )
          }
        />
      </Stack>
    </Card>
  );
}
