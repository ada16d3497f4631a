import { createMemo, type JSX, Show } from "solid-js";
import styles from "./ripple.module.css";

/** Spreads once, quietly, each time `reached` grows: something has got to others. What it means is said in words beside it. */
export function Ripple(props: {
  readonly reached: number;
  /** True where it is drawn because something has got there just now. */
  readonly isNew?: boolean;
}): JSX.Element {
  const beats = createMemo<{ readonly reached: number; readonly beat: number }>(
    ({ reached, beat }) => ({ reached: props.reached, beat: props.reached > reached ? beat + 1 : beat }),
    // What had got there before somebody looked is no news.
    // oxlint-disable-next-line solid/reactivity -- what it begins with
    { reached: props.isNew === true ? 0 : Number.POSITIVE_INFINITY, beat: 0 },
  );
  const beat = createMemo(() => beats().beat);
  return (
    <Show when={beat()} keyed>
      {(nth) => (
        <span class={styles["ripple"]} data-beat={nth} aria-hidden="true">
          <span />
          <span />
        </span>
      )}
    </Show>
  );
}
