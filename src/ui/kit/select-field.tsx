import { createUniqueId, For, type JSX } from "solid-js";
import type { Option } from "./choice.tsx";
import styles from "./field.module.css";

/** One of many, where chips would fill the screen. */
export function SelectField<T extends string>(props: {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {props.label}
      </label>
      <Select
        id={id}
        class={styles["input"]}
        options={props.options}
        value={props.value}
        onChange={(value) => props.onChange(value)}
      />
    </div>
  );
}

/** The bare choice, for places that have a look and a label of their own. */
export function Select<T extends string>(props: {
  readonly id: string;
  readonly class?: string | undefined;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): JSX.Element {
  return (
    <select
      id={props.id}
      class={props.class}
      onChange={(event) => {
        const chosen = props.options[event.currentTarget.selectedIndex];
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    >
      <For each={props.options}>
        {(option) => (
          <option value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        )}
      </For>
    </select>
  );
}
