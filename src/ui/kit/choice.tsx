import { createUniqueId, For, type JSX, Show } from "solid-js";
import styles from "./choice.module.css";
import { Icon, type IconName } from "./icon.tsx";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of several, as chips. */
export function Choice<T extends string>(props: ChoiceProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class={styles["set"]}>
      <legend class={styles["legend"]}>{props.legend}</legend>
      <div class={styles["chips"]}>
        <For each={props.options}>
          {(option) => (
            <label class={styles["chip"]}>
              <input
                type="radio"
                name={name}
                checked={props.value === option.value}
                onChange={() => props.onChange(option.value)}
              />
              <Show when={option.icon}>{(icon) => <Icon name={icon()} />}</Show>
              <span>{option.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** Yes or no, as a line with a box. */
export function Tick(props: {
  readonly label: JSX.Element;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class={styles["tick"]}>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
