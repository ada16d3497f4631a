import { type JSX, Show } from "solid-js";
import styles from "./banner.module.css";
import { Icon, type IconName } from "./icon.tsx";

/** Something to know before going on. `alert` is read aloud at once. */
export function Banner(props: {
  readonly tone: "calm" | "koi";
  readonly icon?: IconName;
  readonly alert?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div class={styles["banner"]} data-tone={props.tone} role={props.alert === true ? "alert" : undefined}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <div class={styles["words"]}>{props.children}</div>
    </div>
  );
}
