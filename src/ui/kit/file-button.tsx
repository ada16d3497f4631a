import type { JSX } from "solid-js";
import styles from "./button.module.css";
import { Icon, type IconName } from "./icon.tsx";

/** Chooses a file; looks and is reached like any other button. */
export function FileButton(props: {
  readonly icon: IconName;
  readonly accept: string;
  readonly onFile: (file: File) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = ""; // the same file can be chosen again
    if (file !== undefined) props.onFile(file);
  };
  return (
    <label class={styles["button"]} data-weight="soft" data-file="true">
      <Icon name={props.icon} />
      <span>{props.children}</span>
      <input type="file" accept={props.accept} onChange={(event) => choose(event.currentTarget)} />
    </label>
  );
}
