import { createUniqueId, type JSX } from "solid-js";
import styles from "./field.module.css";

/** A day and a time of day on the wall here, as browsers write them: "2027-03-01T20:30". */
export function MomentField(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class={styles["input"]}
        type="datetime-local"
        required
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}
