/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import encodeQR from "qr";
import { createMemo, type JSX } from "solid-js";
import styles from "./code-picture.module.css";

/** Modules of white around a code: what the standard asks for, so that cameras find it in a dark room too. */
const BORDER = 4;

/** A code to be scanned from this screen. Black on white in every theme: readers expect it. */
export function CodePicture(props: {
  readonly text: string;
  readonly label: string;
  /** To be printed: rain and fingers take away some of it. */
  readonly onPaper?: boolean;
}): JSX.Element {
  // The lowest correction keeps the modules large; a screen has no scratches.
  const ecc = () => (props.onPaper === true ? "medium" : "low");
  const rows = createMemo(() => encodeQR(props.text, "raw", { ecc: ecc(), border: BORDER }));
  return (
    <svg
      class={styles["code"]}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${rows().length} ${rows().length}`}
      shape-rendering="crispEdges"
    >
      <path d={strokesOf(rows())} />
    </svg>
  );
}

/** One flat box a run of dark modules. */
function strokesOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1] === true) return [];
        const end = row.indexOf(false, x);
        const width = (end < 0 ? row.length : end) - x;
        return [`M${x} ${y}h${width}v1h-${width}z`];
      }),
    )
    .join("");
}
