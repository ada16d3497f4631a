import type { JSX } from "solid-js";
import styles from "./fold.module.css";
import { Stack } from "./page.tsx";

/** What only some want, behind a line that a thumb finds. */
export function Fold(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <details>
      <summary class={styles["label"]}>{props.label}</summary>
      <Stack>{props.children}</Stack>
    </details>
  );
}
