import { createEffect, For, type JSX, Match, Show, Switch } from "solid-js";
import type { PondId } from "../domain/ids.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { Button, LinkButton } from "./kit/button.tsx";
import { Empty } from "./kit/empty.tsx";
import { Stack, Waiting } from "./kit/page.tsx";
import { createLiveQuery } from "./live-query.ts";
import { useShoal } from "./services.tsx";

/** Which of my ponds? Whoever is in one is asked only where `asksAlways`; whoever is in none is told how to get into one. */
export function PondChoice(props: {
  readonly question: string;
  readonly none: string;
  readonly busy?: boolean;
  readonly asksAlways?: boolean;
  readonly onPick: (pond: PondId) => void;
}): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  let isPicked = false;
  createEffect(() => {
    const all = ponds();
    const [only] = all ?? [];
    if (isPicked || props.asksAlways === true || all?.length !== 1 || only === undefined) return;
    isPicked = true;
    props.onPick(only.pond);
  });
  return (
    <Show when={ponds()} fallback={<Waiting />}>
      {(all) => (
        <Switch>
          <Match when={all().length === 0}>
            <Empty title={t("launch.no-pond")} text={props.none}>
              <LinkButton weight="strong" icon="pond" href="/">
                {t("ponds.title")}
              </LinkButton>
            </Empty>
          </Match>
          <Match when={all().length > 1 || props.asksAlways === true}>
            <Stack>
              <p>{props.question}</p>
              <For each={all()}>
                {(card) => (
                  <Button wide icon="pond" busy={props.busy === true} onClick={() => props.onPick(card.pond)}>
                    <bdi>{card.name}</bdi>
                  </Button>
                )}
              </For>
            </Stack>
          </Match>
        </Switch>
      )}
    </Show>
  );
}
