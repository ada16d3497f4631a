import type { JSX } from "solid-js";
import styles from "./mark.module.css";

/** The mark: three fish turning together above a ripple. `alive` lets the ripples run. */
export function Mark(props: { readonly size: "small" | "large"; readonly alive?: boolean }): JSX.Element {
  return (
    <svg
      class={styles["mark"]}
      data-size={props.size}
      data-alive={props.alive ?? false}
      viewBox="0 0 64 64"
      aria-hidden="true"
    >
      <g class={styles["ripples"]}>
        <ellipse cx="32" cy="47" rx="14" ry="4.5" />
        <ellipse cx="32" cy="47" rx="22" ry="8" />
        <ellipse cx="32" cy="47" rx="30" ry="11.5" />
      </g>
      <path
        class={styles["fish"]}
        d="M14 31c4.6-6.8 12.4-8.4 20-3.800l5.6-4.200c.7 3.4.7 6.2-.2 9.600l-5.8-2.600C27.4 36 19.2 36.2 14 31Z"
      />
      <path
        class={styles["fish"]}
        d="M33.5 17.200c3.4-4.8 9-5.9 14.4-2.600l4.1-3c.5 2.4.5 4.4-.2 6.900l-4.1-1.900c-4.5 4.2-10.4 4.3-14.2.6Z"
      />
      <path
        class={styles["koi"]}
        d="M36.5 38.500c3.4-4.8 9-5.9 14.4-2.600l4.1-3c.5 2.4.5 4.4-.2 6.900l-4.1-1.900c-4.5 4.2-10.4 4.3-14.2.6Z"
      />
    </svg>
  );
}
