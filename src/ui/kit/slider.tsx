import { createUniqueId, type JSX } from "solid-js";
import styles from "./field.module.css";

/** A number to be slid to; `text` says the number in words, for eyes and ears. */
export function Slider(props: {
  readonly label: string;
  readonly text: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onInput: (value: number) => void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class={styles["slider"]}
        type="range"
        min={props.min}
        max={props.max}
        value={props.value}
        aria-valuetext={props.text}
        onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
      />
      <p class={styles["hint"]} aria-hidden="true">
        {props.text}
      </p>
    </div>
  );
}
