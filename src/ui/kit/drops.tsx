import { For, type JSX } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import styles from "./drops.module.css";
import { Icon } from "./icon.tsx";

/** Drawn one by one up to here; beyond, the number says enough. */
const MOST_DRAWN = 8;

/** A limit: the number, and as many drops as fit. */
export function Drops(props: { readonly drops: number }): JSX.Element {
  const { counted } = useI18n();
  const drawn = () => Array.from({ length: Math.min(MOST_DRAWN, Math.max(props.drops, 0)) }, (_, i) => i);
  return (
    <span class={styles["drops"]} data-dry={props.drops === 0}>
      <strong>{counted("drops", props.drops)}</strong>
      <span class={styles["row"]}>
        <For each={drawn()}>{() => <Icon name="drop" />}</For>
      </span>
    </span>
  );
}
