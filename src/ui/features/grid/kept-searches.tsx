/* oxlint-disable solid/reactivity -- what is passed on here runs in an event; the rule cannot see that */
import { createMemo, For, type JSX, Show } from "solid-js";
import type { SavedSearch, SearchChoice } from "../../../app/api.ts";
import { MAX_SAVED_SEARCHES } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, IconButton } from "../../kit/button.tsx";
import { Quiet } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./grid.module.css";

/** Keeps what is being searched for, to hear of what comes in; and shows what is kept, to search for it again. */
export function KeptSearches(props: {
  readonly choice: SearchChoice;
  readonly onShow: (choice: SearchChoice) => void;
}): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const { offer } = useToasts();
  const action = createAction();
  const kept = createLiveQuery(() => queries.savedSearches(scope.pond));
  const isNarrow = () => {
    const { words, kind, returns, onlyTrusted } = props.choice;
    return words !== "" || kind !== "any" || returns !== "any" || onlyTrusted;
  };
  const isKept = createMemo(() => kept()?.some((search) => isSame(search, props.choice)) ?? false);
  const isFull = () => (kept()?.length ?? 0) >= MAX_SAVED_SEARCHES;
  const named = ({ words, kind, returns, onlyTrusted }: SearchChoice) =>
    [
      ...(words === "" ? [] : [words]),
      ...(kind === "any" ? [] : [t(`kind.${kind}`)]),
      ...(returns === "any" ? [] : [t(`returns.${returns}`)]),
      ...(onlyTrusted ? [t("grid.trusted-only")] : []),
    ].join(" · ");
  const drop = (search: SavedSearch) => {
    const { pond } = scope;
    const before = { ...search };
    action.run(
      () => commands.dropSearch(pond, before.id),
      () => offer(t("undo.search"), () => commands.saveSearch(pond, before, before)),
    );
  };
  return (
    <Show when={kept()}>
      {(all) => (
        <>
          <Show when={isNarrow()}>
            <Show
              when={isKept()}
              fallback={
                <Show when={!isFull()} fallback={<Quiet>{t("search.full")}</Quiet>}>
                  <Button
                    icon="news"
                    weight="plain"
                    busy={action.busy()}
                    onClick={() => action.run(() => commands.saveSearch(scope.pond, { ...props.choice }))}
                  >
                    {t("search.keep")}
                  </Button>
                </Show>
              }
            >
              <Quiet>{t("search.kept")}</Quiet>
            </Show>
          </Show>
          <ActionError action={action} />
          <Show when={all().length > 0}>
            <ul class={styles["kept"]} aria-label={t("search.mine")}>
              <For each={all()}>
                {(search) => (
                  <li>
                    <Button
                      icon="search"
                      aria-label={t("search.show", { search: named(search) })}
                      onClick={() => props.onShow(search)}
                    >
                      <bdi>{named(search)}</bdi>
                    </Button>
                    <IconButton
                      icon="close"
                      label={t("search.drop", { search: named(search) })}
                      onClick={() => drop(search)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </>
      )}
    </Show>
  );
}

function isSame(a: SearchChoice, b: SearchChoice): boolean {
  return a.words === b.words && a.kind === b.kind && a.returns === b.returns && a.onlyTrusted === b.onlyTrusted;
}
