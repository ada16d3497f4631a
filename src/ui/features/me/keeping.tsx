import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { PondCard } from "../../../app/api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Tick } from "../../kit/choice.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";

/** ms between two counts while somebody looks. */
const COUNT_MS = 5000;

/** The always-on friend: a device that keeps all photos and stays awake, so that others find the pond when its owners sleep. */
export function Keeping(props: {
  readonly isOn: boolean;
  readonly onChange: (keepsAll: boolean) => void;
}): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  return (
    <Section title={t("keeping.title")}>
      <Card>
        <Stack>
          <Quiet>{t("keeping.hint")}</Quiet>
          <Tick label={t("keeping.switch")} checked={props.isOn} onChange={props.onChange} />
          <Show when={props.isOn}>
            <For each={ponds()}>{(card) => <Count card={card} />}</For>
          </Show>
        </Stack>
      </Card>
    </Section>
  );
}

function Count(props: { readonly card: PondCard }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const [count, setCount] = createSignal<{ readonly here: number; readonly all: number } | null>(null);
  const look = async () => {
    const counted = await commands.countPhotos(props.card.pond);
    if (counted.ok) setCount(counted.value);
  };
  onMount(() => void look());
  const again = setInterval(() => void look(), COUNT_MS);
  onCleanup(() => clearInterval(again));
  return (
    <Show when={count()}>
      {(known) => (
        <p dir="auto">{t("keeping.count", { pond: props.card.name, here: known().here, all: known().all })}</p>
      )}
    </Show>
  );
}
