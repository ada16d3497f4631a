import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Button, Buttons } from "./button.tsx";
import { CodePicture } from "./code-picture.tsx";
import styles from "./code-run.module.css";

/** How long one code is shown, in ms: a phone looks three times a second, and fewer than three changes a second harm nobody. */
const SHOWN_MS = 600;

/** Codes to be scanned from this screen, one after the other and round again; a single one stands still. */
export function CodeRun(props: { readonly texts: readonly string[]; readonly label: string }): JSX.Element {
  const { t } = useI18n();
  const wantsStill = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  const [at, setAt] = createSignal(0);
  const [isRunning, setRunning] = createSignal(!wantsStill);
  const next = () => setAt((before) => (before + 1) % Math.max(1, props.texts.length));
  // Other codes begin with their first.
  createEffect(
    on(
      () => props.texts,
      () => setAt(0),
      { defer: true },
    ),
  );
  createEffect(() => {
    if (!isRunning() || props.texts.length < 2) return;
    const timer = setInterval(next, SHOWN_MS);
    onCleanup(() => clearInterval(timer));
  });
  const place = () => ({ n: at() + 1, of: props.texts.length });
  return (
    <Show
      when={props.texts.length > 1}
      fallback={<Show when={props.texts[0]}>{(text) => <CodePicture text={text()} label={props.label} />}</Show>}
    >
      <div class={styles["run"]}>
        <CodePicture
          text={props.texts[at()] ?? props.texts[0] ?? ""}
          label={t("run.code", { label: props.label, ...place() })}
        />
        <p class={styles["place"]}>
          <strong>{t("run.place", place())}</strong>
          <Dots of={props.texts.map((_, i) => i === at())} />
        </p>
        <Buttons>
          <Button onClick={() => setRunning(!isRunning())}>{t(isRunning() ? "run.pause" : "run.go-on")}</Button>
          <Button
            icon="forward"
            onClick={() => {
              setRunning(false);
              next();
            }}
          >
            {t("run.next")}
          </Button>
        </Buttons>
      </div>
    </Show>
  );
}

/** One dot a code; said in words beside it. */
export function Dots(props: { readonly of: readonly boolean[] }): JSX.Element {
  return (
    <span class={styles["dots"]} aria-hidden="true">
      <For each={props.of}>{(isOn) => <span class={styles["dot"]} data-on={isOn} />}</For>
    </span>
  );
}
