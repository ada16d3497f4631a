import { createUniqueId, type JSX, Show, untrack } from "solid-js";
import { LISTING_KINDS, MAX_WANTS, RETURNS } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Fold } from "../../kit/fold.tsx";
import type { Option } from "../../kit/choice.tsx";
import { Select } from "../../kit/select-field.tsx";
import type { Places } from "./grid-filter.ts";
import type { GridView } from "./grid-view.ts";
import styles from "./grid.module.css";

/** No place is called so. */
const ANYWHERE = "";

/** In which order, and from whom. Behind one line, because the things are what one comes for; the line says what is chosen. */
export function GridChoices(props: {
  readonly view: GridView;
  readonly places: Places;
  readonly onChange: (view: GridView) => void;
}): JSX.Element {
  const { t } = useI18n();
  const places = () => {
    const { all, mine } = props.places;
    const { place } = props.view;
    const others = all.filter(({ key }) => key !== mine?.key);
    // What was chosen stays to be seen, also once the last thing there is gone.
    const isGone = place !== null && all.every(({ key }) => key !== place);
    return [
      { value: ANYWHERE, label: t("grid.any-place") },
      ...(mine === null ? [] : [{ value: mine.key, label: t("grid.near-me", { place: mine.words }) }]),
      ...[...others, ...(isGone ? [{ key: place, words: place }] : [])].map(({ key, words }) => ({
        value: key,
        label: words,
      })),
    ];
  };
  const chosen = () => {
    const { order, kind, returns, place, onlyTrusted, theyWant } = props.view;
    return [
      ...(order === "newest" ? [] : [t(`grid.${order}`)]),
      ...(kind === "any" ? [] : [t(`kind.${kind}`)]),
      ...(returns === "any" ? [] : [t(`returns.${returns}`)]),
      ...(place === null ? [] : [places().find(({ value }) => value === place)?.label ?? place]),
      ...(onlyTrusted ? [t("grid.trusted-only")] : []),
      ...(theyWant.trim() === "" ? [] : [theyWant.trim()]),
    ].join(" · ");
  };
  // Only at the start: it does not close under the hand that takes a choice back.
  const isOpen = untrack(() => chosen() !== "");
  return (
    <div class={styles["fold"]}>
      <Fold
        label={t("grid.choices")}
        isOpen={isOpen}
        said={
          <Show when={chosen() !== ""}>
            <bdi class={styles["chosen"]}>{chosen()}</bdi>
          </Show>
        }
      >
        <div class={styles["choices"]}>
          <Narrow
            label={t("grid.order")}
            value={props.view.order}
            options={(["newest", "most-trusted"] as const).map((value) => ({ value, label: t(`grid.${value}`) }))}
            onChange={(order) => props.onChange({ ...props.view, order })}
          />
          <Narrow
            label={t("grid.kind")}
            value={props.view.kind}
            options={[
              { value: "any" as const, label: t("grid.any-kind") },
              ...LISTING_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
            ]}
            onChange={(kind) => props.onChange({ ...props.view, kind })}
          />
          <Narrow
            label={t("compose.returns")}
            value={props.view.returns}
            options={[
              { value: "any" as const, label: t("grid.any-return") },
              ...RETURNS.map((value) => ({ value, label: t(`returns.${value}`) })),
            ]}
            onChange={(returns) => props.onChange({ ...props.view, returns })}
          />
          <Show when={props.places.all.length > 0 || props.view.place !== null}>
            <Narrow
              label={t("grid.place")}
              value={props.view.place ?? ANYWHERE}
              options={places()}
              onChange={(place) => props.onChange({ ...props.view, place: place === ANYWHERE ? null : place })}
            />
          </Show>
          <label class={styles["only"]}>
            <input
              type="checkbox"
              checked={props.view.onlyTrusted}
              onChange={(event) => props.onChange({ ...props.view, onlyTrusted: event.currentTarget.checked })}
            />
            <span>{t("grid.trusted-only")}</span>
          </label>
          <input
            class={styles["wanted"]}
            type="search"
            dir="auto"
            autocomplete="off"
            aria-label={t("grid.they-want")}
            placeholder={t("grid.they-want")}
            maxLength={MAX_WANTS}
            value={props.view.theyWant}
            onInput={(event) => props.onChange({ ...props.view, theyWant: event.currentTarget.value })}
          />
        </div>
      </Fold>
    </div>
  );
}

/** One of several, as small as the order. */
function Narrow<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <label class={styles["order"]} for={id}>
      <span class={styles["unseen"]}>{props.label}</span>
      <Select id={id} options={props.options} value={props.value} onChange={(value) => props.onChange(value)} />
    </label>
  );
}
