/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { MAX_BROUGHT, MAX_WANTS } from "../../../app/limits.ts";
import type { RecordId } from "../../../domain/ids.ts";
import type { MarketView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { Tick } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./markets.module.css";

/** Do I come, with what, and what do I look for? */
export function MyWord(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const { offer } = useToasts();
  const action = createAction();
  const all = createLiveQuery(() => queries.listings(scope.pond));
  const mine = () => (all() ?? []).filter(({ owner, kind }) => owner === scope.me && kind !== "wanted");
  const said = createMemo(() => props.view.comers.find(({ member }) => member === scope.me) ?? null);
  const isHere = () => props.view.here.some(({ member }) => member === scope.me);
  /** What was changed here and not said yet; null where nothing was. */
  const [ticked, setTicked] = createSignal<readonly RecordId[] | null>(null);
  const [typed, setTyped] = createSignal<string | null>(null);
  const brings = () => ticked() ?? said()?.brings ?? [];
  const wants = () => typed() ?? said()?.wants ?? "";
  const tick = (id: RecordId, isIn: boolean) =>
    setTicked([...brings().filter((one) => one !== id), ...(isIn ? [id] : [])]);
  const come = () =>
    action.run(
      () => {
        // What was given away meanwhile is brought no more.
        const open = new Set(mine().map(({ id }) => id));
        const kept = brings()
          .filter((id) => open.has(id))
          .slice(0, MAX_BROUGHT);
        return commands.comeToMarket(scope.pond, props.view.id, {
          comes: true,
          brings: kept,
          wants: wants(),
        });
      },
      () => {
        setTicked(null);
        setTyped(null);
      },
    );
  const stay = () => {
    const { pond } = scope;
    const { id } = props.view;
    const before = said();
    if (before === null) return;
    const { wants: wanted } = before;
    const brought = [...before.brings];
    action.run(
      () => commands.comeToMarket(pond, id, { comes: false, brings: [], wants: "" }),
      () => {
        setTicked(null);
        setTyped(null);
        offer(t("undo.stay"), () => commands.comeToMarket(pond, id, { comes: true, brings: brought, wants: wanted }));
      },
    );
  };
  return (
    <Section title={t(said() === null && !isHere() ? "day.my-word" : "day.you-come")}>
      <Card>
        <Stack>
          <fieldset class={styles["bring"]}>
            <legend>{t("day.bring")}</legend>
            <For each={mine()} fallback={<Quiet>{t("day.bring-none")}</Quiet>}>
              {(listing) => (
                <Tick
                  label={<bdi>{listing.title}</bdi>}
                  checked={brings().includes(listing.id)}
                  onChange={(isIn) => tick(listing.id, isIn)}
                />
              )}
            </For>
          </fieldset>
          <TextField label={t("day.wants")} value={wants()} onInput={setTyped} maxLength={MAX_WANTS} />
          <Buttons>
            <Button weight="strong" icon="check" busy={action.busy()} onClick={come}>
              {t(said() === null && !isHere() ? "day.i-come" : "compose.save")}
            </Button>
            <Show when={said()}>
              <Button weight="plain" busy={action.busy()} onClick={stay}>
                {t("day.i-stay")}
              </Button>
            </Show>
          </Buttons>
          <ActionError action={action} />
        </Stack>
      </Card>
    </Section>
  );
}
