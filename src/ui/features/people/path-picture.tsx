import { createMemo, For, type JSX } from "solid-js";
import type { TrustPath } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { usePond } from "../../pond-context.tsx";
import { layOutPaths, PILL_HEIGHT, type PlacedPerson, type Stream } from "./path-layout.ts";
import styles from "./path-picture.module.css";

/** As many ways as a phone has room for side by side; the sentences tell all. */
const MOST_DRAWN = 5;
/** Width of letters in the picture's units: as wide as they are high, or about half of that. */
const WIDE_LETTER = 14;
const NARROW_LETTER = 7.8;
const PILL_MARGIN = 24;

/**
 * Ways of trust as water that runs from me down to somebody; a touch on a stream names it. Hidden from those who listen or
 * use keys: each way is a sentence below it that opens the same records.
 */
export function PathPicture(props: {
  readonly paths: readonly TrustPath[];
  /** `bad`: what speaks against somebody. */
  readonly tone: "good" | "bad";
  readonly chosen: string | null;
  readonly onChoose: (stream: Stream) => void;
  readonly keyOf: (stream: Stream) => string;
}): JSX.Element {
  const { number } = useI18n();
  const layout = createMemo(() => layOutPaths(props.paths.slice(0, MOST_DRAWN)));
  return (
    <svg
      class={styles["picture"]}
      data-tone={props.tone}
      viewBox={`0 0 ${layout().width} ${layout().height}`}
      aria-hidden="true"
    >
      <For each={layout().streams}>
        {(stream) => (
          <g
            class={styles["stream"]}
            data-chosen={props.chosen === props.keyOf(stream)}
            onClick={() => props.onChoose(stream)}
          >
            <path class={styles["reach"]} d={stream.line} />
            <path class={styles["water"]} d={stream.line} stroke-width={stream.width} />
            <path class={styles["gleam"]} d={stream.line} />
            <text class={styles["drops"]} x={stream.middle.x} y={stream.middle.y} dy="0.35em">
              {number(stream.drops)}
            </text>
          </g>
        )}
      </For>
      <For each={layout().people}>{(person) => <Person person={person} />}</For>
    </svg>
  );
}

function Person(props: { readonly person: PlacedPerson }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const name = () => (props.person.id === scope.me ? t("person.you") : scope.nameOf(props.person.id));
  const shown = createMemo(() => fitName(name(), props.person.room - PILL_MARGIN));
  const width = () => Math.max(PILL_HEIGHT, widthOf(shown()) + PILL_MARGIN);
  return (
    <>
      <rect
        class={styles["pill"]}
        data-me={props.person.id === scope.me}
        x={props.person.x - width() / 2}
        y={props.person.y - PILL_HEIGHT / 2}
        width={width()}
        height={PILL_HEIGHT}
        rx={PILL_HEIGHT / 2}
      />
      <text
        class={styles["name"]}
        data-me={props.person.id === scope.me}
        x={props.person.x}
        y={props.person.y}
        dy="0.35em"
      >
        {shown()}
      </text>
    </>
  );
}

function fitName(name: string, room: number): string {
  if (widthOf(name) <= room) return name;
  const letters = [...name];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

function widthOf(text: string): number {
  // From U+2E80 on letters are as wide as they are high.
  return [...text].reduce((sum, letter) => sum + (letter >= "\u2e80" ? WIDE_LETTER : NARROW_LETTER), 0);
}
