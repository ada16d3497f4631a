/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createContext, createEffect, createSignal, For, type JSX, onCleanup, Show, useContext } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { IconButton } from "./button.tsx";
import styles from "./toast.module.css";

/** How long a line stays that nobody points at or stands on, in ms: time to read it twice. */
const STAY_MS = 6000;
/** Lines at once; older ones sink. */
const MOST = 3;

interface Line {
  readonly id: number;
  readonly text: string;
  readonly href: string | null;
}

interface Toasts {
  /** Says what changed by itself. With `href` it leads there, and takes the place of what was said of that before. */
  say(text: string, href?: string): void;
}

const ToastContext = createContext<Toasts>();

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === undefined) throw new Error("useToasts() needs a <ToastProvider> around it");
  return toasts;
}

/** Where things are said that changed by themselves; read aloud when nothing else is being read. */
export function ToastProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  let next = 0;

  const drop = (id: number) => setLines((all) => all.filter((line) => line.id !== id));

  const toasts: Toasts = {
    say: (text, href) => {
      const id = next++;
      setLines((all) => {
        const others = href === undefined ? all : all.filter((line) => line.href !== href);
        return [...others, { id, text, href: href ?? null }].slice(-MOST);
      });
    },
  };

  return (
    <ToastContext.Provider value={toasts}>
      {props.children}
      <div class={styles["toasts"]} role="status" aria-live="polite" aria-atomic="false">
        <For each={lines()}>{(line) => <ToastLine line={line} onDone={() => drop(line.id)} />}</For>
      </div>
    </ToastContext.Provider>
  );
}

function ToastLine(props: { readonly line: Line; readonly onDone: () => void }): JSX.Element {
  const { t } = useI18n();
  const [isPointedAt, setPointedAt] = createSignal(false);
  const [hasFocus, setFocus] = createSignal(false);
  createEffect(() => {
    if (isPointedAt() || hasFocus()) return;
    const timer = setTimeout(() => props.onDone(), STAY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <div
      class={styles["toast"]}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocusIn={() => setFocus(true)}
      onFocusOut={() => setFocus(false)}
    >
      <Show when={props.line.href} fallback={<span dir="auto">{props.line.text}</span>}>
        {(href) => (
          <a href={href()} dir="auto" onClick={() => props.onDone()}>
            {props.line.text}
          </a>
        )}
      </Show>
      <IconButton icon="close" label={t("action.dismiss")} onClick={() => props.onDone()} />
    </div>
  );
}
