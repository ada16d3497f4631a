import type { JSX } from "solid-js";
import styles from "./empty.module.css";
import { Mark } from "./mark.tsx";

/** Nothing here yet: says so, and what to do next. */
export function Empty(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: JSX.Element;
}): JSX.Element {
  return (
    <div class={styles["empty"]}>
      <Mark size="large" alive />
      <h2>{props.title}</h2>
      <p class={styles["text"]}>{props.text}</p>
      {props.children}
    </div>
  );
}
