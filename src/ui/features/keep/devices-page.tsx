/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { MyDevice } from "../../../app/keep-api.ts";
import { MAX_NAME } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import { LinkDevice } from "./link-device.tsx";

/** My devices by pond: which is which, one more, one less. */
export function DevicesPage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const devices = createLiveQuery(() => queries.devices(), "feed");
  const ponds = createMemo(() => [...new Set(devices()?.map(({ pond }) => pond))]);
  const of = (pond: MyDevice["pond"]) => devices()?.filter((device) => device.pond === pond) ?? [];
  return (
    <Page title={t("devices.title")} back="/me">
      <Stack>
        <p>{t("devices.hint")}</p>
        <For each={ponds()}>
          {(pond) => (
            <Section title={of(pond)[0]?.pondName ?? ""}>
              <For each={of(pond)}>{(device, i) => <Device device={device} place={i() + 1} />}</For>
            </Section>
          )}
        </For>
        <Section title={t("devices.link")}>
          <LinkDevice />
        </Section>
      </Stack>
    </Page>
  );
}

function Device(props: { readonly device: MyDevice; readonly place: number }): JSX.Element {
  const { t, rich } = useI18n();
  const { commands } = useShoal();
  const closing = createAction();
  const title = () => props.device.name || t("devices.nth", { n: props.place });
  return (
    <Card>
      <Stack>
        <p dir="auto">
          <strong>{title()}</strong>
          <Show when={props.device.isThis}> · {t("devices.this")}</Show>
          <Show when={props.device.ended}> · {t("devices.ended")}</Show>
        </p>
        <Quiet>{rich("devices.last", { ago: () => <Ago time={props.device.lastWord} /> })}</Quiet>
        <Name device={props.device} />
        <Show when={!props.device.isThis && !props.device.ended}>
          <TwoSteps
            first={t("devices.close")}
            meaning={t("devices.close-meaning")}
            second={t("devices.close-sure")}
            action={closing}
            onSure={() => closing.run(() => commands.closeDevice(props.device.pond, props.device.feed))}
          />
        </Show>
      </Stack>
    </Card>
  );
}

function Name(props: { readonly device: MyDevice }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [typed, setTyped] = createSignal<string | null>(null);
  return (
    <Fold label={t("devices.name")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run(() => commands.nameDevice(props.device.feed, typed() ?? ""));
        }}
      >
        <Stack>
          <TextField
            label={t("devices.name")}
            value={typed() ?? props.device.name}
            onInput={setTyped}
            maxLength={MAX_NAME}
          />
          <Button type="submit" busy={action.busy()}>
            {t("devices.name-save")}
          </Button>
          <ActionError action={action} />
        </Stack>
      </form>
    </Fold>
  );
}
