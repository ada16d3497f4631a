import { type Accessor, createSignal, type JSX, Show } from "solid-js";
import type { AppError, Outcome } from "../../app/api.ts";
import { toAppError } from "../i18n/app-error.ts";
import styles from "./action.module.css";
import { type Explain, ErrorText } from "./error-text.tsx";

export interface Action {
  readonly busy: Accessor<boolean>;
  readonly error: Accessor<AppError | null>;
  /** Runs a use case, one at a time; `then` gets its value. */
  run<T>(start: () => Outcome<T>, then?: (value: T) => void): void;
  clear(): void;
}

/** What a button sets going: at work or not, and what went wrong. */
export function createAction(): Action {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<AppError | null>(null);

  async function perform<T>(start: () => Outcome<T>, then?: (value: T) => void): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const outcome = await start();
      if (outcome.ok) then?.(outcome.value);
      else setError(outcome.error);
    } catch (cause) {
      // A bug or a worker that died: said to the person as far as it is known, and kept for whoever looks after it.
      console.error(cause);
      setError(toAppError(cause));
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    error,
    run: (start, then) => {
      if (!busy()) void perform(start, then);
    },
    clear: () => setError(null),
  };
}

/** What went wrong with an action, below its button; brought into sight, which a phone's tab bar would hide it from. */
export function ActionError(props: { readonly action: Action; readonly explain?: Explain | undefined }): JSX.Element {
  return (
    <Show when={props.action.error()}>
      {(error) => (
        <div
          class={styles["error"]}
          ref={(element) => queueMicrotask(() => element.scrollIntoView({ block: "nearest" }))}
        >
          <ErrorText error={error()} explain={props.explain} />
        </div>
      )}
    </Show>
  );
}
