import { createUniqueId, type JSX, Show } from "solid-js";
import styles from "./field.module.css";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Somebody is about to write here. */
  readonly onFocus?: () => void;
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  readonly maxLength: number;
  readonly required?: boolean;
  /** To be read and copied only. */
  readonly readonly?: boolean;
  readonly rows?: number;
  readonly type?: "text" | "search";
  /** What the browser may fill in; texts in Shoal are nobody's address, so nothing by itself. */
  readonly autocomplete?: string;
  readonly spellcheck?: boolean;
  /** Shown to those who listen only: where the place says what it is. */
  readonly quietLabel?: boolean;
}

/** What an input method still turns into signs: "ni h" is no word yet, and nobody searches for it. */
function isUnfinished(event: InputEvent & { readonly currentTarget: HTMLInputElement }): boolean {
  return event.isComposing && event.currentTarget.type === "search";
}

/** A line, or with `rows` a page, to write on. */
export function TextField(props: FieldProps): JSX.Element {
  const id = createUniqueId();
  const hintId = () => (props.hint === undefined ? undefined : `${id}-hint`);
  return (
    <div class={styles["field"]}>
      <label class={styles["label"]} data-quiet={props.quietLabel ?? false} for={id}>
        {props.label}
      </label>
      <Show
        when={props.rows}
        fallback={
          <input
            id={id}
            class={styles["input"]}
            type={props.type ?? "text"}
            dir="auto"
            value={props.value}
            onInput={(event) => {
              if (!isUnfinished(event)) props.onInput(event.currentTarget.value);
            }}
            onCompositionEnd={(event) => props.onInput(event.currentTarget.value)}
            onFocus={() => props.onFocus?.()}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            required={props.required}
            readOnly={props.readonly}
            autocomplete={props.autocomplete ?? "off"}
            spellcheck={props.spellcheck ?? true}
            aria-describedby={hintId()}
          />
        }
      >
        {(rows) => (
          <textarea
            id={id}
            class={styles["input"]}
            dir="auto"
            rows={rows()}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            required={props.required}
            aria-describedby={hintId()}
          />
        )}
      </Show>
      <Show when={props.hint}>
        <p class={styles["hint"]} id={hintId()}>
          {props.hint}
        </p>
      </Show>
    </div>
  );
}
