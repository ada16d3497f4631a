import { createSignal, createUniqueId, type JSX, Show, untrack } from "solid-js";
import { LISTING_KINDS, MAX_WANTS, RETURNS } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import type { Option } from "../../kit/choice.tsx";
import { Select } from "../../kit/select-field.tsx";
import type { Places } from "./grid-filter.ts";
import type { GridView } from "./grid-view.ts";
import styles from "./grid.module.css";

/** No place is called so. */
const ANYWHERE = "";

/** In which order, and from whom. Small, because the things are what one comes for. */
export function GridChoices(props: {
  readonly view: GridView;
  readonly places: Places;
  readonly onChange: (view: GridView) => void;
}): JSX.Element {
  const { t, number } = useI18n();
  const id = createUniqueId();
  /** Those behind the button that leave something out: what is hidden and narrows has to be seen. */
  const on = () => {
    const { returns, place, onlyTrusted, theyWant } = props.view;
    return [returns !== "any", place !== null, onlyTrusted, theyWant.trim() !== ""].filter(Boolean).length;
  };
  const [isOpen, setOpen] = createSignal(untrack(on) > 0);
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
  return (
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
      <button
        type="button"
        class={styles["more"]}
        aria-expanded={isOpen()}
        aria-controls={id}
        data-on={on() > 0}
        onClick={() => setOpen(!isOpen())}
      >
        {on() === 0 ? t("grid.filters") : t("grid.filters-on", { n: number(on()) })}
      </button>
      <Show when={isOpen()}>
        <div class={styles["choices"]} id={id}>
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
      </Show>
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
