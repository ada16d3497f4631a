import { type Accessor, createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import { messageOfError, toAppError } from "../i18n/app-error.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { IconButton } from "./button.tsx";
import type { Line } from "./toast.tsx";
import styles from "./toast.module.css";

/** How long a line stays that nobody points at or stands on, in ms: time to read it twice. */
const STAY_MS = 6000;
/** The same of a line with something to press, in ms, from the last key on: whoever comes to it by keys is waited for (WCAG 2.2.1). */
const STAY_WITH_ACT_MS = 20_000;
/** Where the keyboard's own "undo" belongs to what is typed. */
const TYPED_INTO = "input, textarea, select, [contenteditable]";

/** The lines themselves, and what happens where something on them is pressed. */
export function ToastLines(props: {
  readonly lines: readonly Line[];
  readonly say: (text: string) => void;
  readonly onDone: (line: Line) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [keys, setKeys] = createSignal(0);

  /** At once gone, so that nothing is taken back twice; what went wrong, or that it is done, is said in its place. */
  async function perform(line: Line): Promise<void> {
    const { act } = line;
    props.onDone(line);
    const outcome = await Promise.resolve(act?.run()).catch((cause: unknown) => {
      console.error(cause); // a bug, or a worker that died
      return { ok: false, error: toAppError(cause) } as const;
    });
    if (outcome?.ok === false) props.say(t(messageOfError(outcome.error)));
    else if (outcome?.ok === true && act?.label === null) props.say(t("undo.done"));
  }

  const onKey = (event: KeyboardEvent) => {
    setKeys((n) => n + 1);
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || (event.target instanceof Element && event.target.matches(TYPED_INTO))) return;
    const newest = props.lines.findLast(({ act }) => act?.label === null);
    if (newest !== undefined) void perform(newest);
  };
  onMount(() => {
    document.addEventListener("keydown", onKey);
    onCleanup(() => document.removeEventListener("keydown", onKey));
  });

  return (
    <For each={props.lines}>
      {(line) => (
        <ToastLine line={line} keys={keys} onAct={() => void perform(line)} onDone={() => props.onDone(line)} />
      )}
    </For>
  );
}

function ToastLine(props: {
  readonly line: Line;
  readonly keys: Accessor<number>;
  readonly onAct: () => void;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const [isPointedAt, setPointedAt] = createSignal(false);
  const [hasFocus, setFocus] = createSignal(false);
  let whole: HTMLDivElement | undefined;
  /** Where somebody was before he came here by keys: he is led back there. */
  let before: EventTarget | null = null;
  createEffect(
    on([isPointedAt, hasFocus, () => props.line.act !== null && props.keys()], ([isPointed, isFocused]) => {
      if (isPointed || isFocused) return;
      const timer = setTimeout(() => props.onDone(), props.line.act === null ? STAY_MS : STAY_WITH_ACT_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  onCleanup(() => {
    if (whole?.contains(document.activeElement) !== true) return;
    const back = before instanceof HTMLElement && before.isConnected ? before : null;
    (back ?? document.querySelector<HTMLElement>("[data-content], main"))?.focus({ preventScroll: true });
  });
  return (
    <div
      class={styles["toast"]}
      ref={(element) => (whole = element)}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocusIn={({ relatedTarget }) => {
        if (!hasFocus()) before = relatedTarget;
        setFocus(true);
      }}
      onFocusOut={() => setFocus(false)}
    >
      {props.line.mark?.()}
      <Show when={props.line.href} fallback={<span dir="auto">{props.line.text}</span>}>
        {(href) => (
          <a href={href()} dir="auto" onClick={() => props.onDone()}>
            {props.line.text}
          </a>
        )}
      </Show>
      <Show when={props.line.act}>
        {(act) => (
          <button type="button" class={styles["act"]} onClick={() => props.onAct()}>
            {act().label ?? t("undo.action")}
          </button>
        )}
      </Show>
      <IconButton icon="close" label={t("action.dismiss")} onClick={() => props.onDone()} />
    </div>
  );
}
