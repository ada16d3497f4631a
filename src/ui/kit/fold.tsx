import type { JSX } from "solid-js";
import styles from "./fold.module.css";
import { Stack } from "./page.tsx";

/** What only some want, behind a line that a thumb finds. `said` stands beside its label; `isOpen` is how it begins. */
export function Fold(props: {
  readonly label: string;
  readonly said?: JSX.Element;
  readonly isOpen?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <details open={props.isOpen === true}>
      <summary class={styles["label"]}>
        {props.label}
        {props.said}
      </summary>
      <Stack>{props.children}</Stack>
    </details>
  );
}
