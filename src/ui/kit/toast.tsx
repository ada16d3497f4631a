/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createContext, createSignal, For, type JSX, onCleanup, Show, useContext } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { IconButton } from "./button.tsx";
import styles from "./toast.module.css";

/** How long a line stays, in ms: time to read it twice. */
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
  const { t } = useI18n();
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let next = 0;

  const drop = (id: number) => setLines((all) => all.filter((line) => line.id !== id));
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });

  const toasts: Toasts = {
    say: (text, href) => {
      const id = next++;
      setLines((all) => {
        const others = href === undefined ? all : all.filter((line) => line.href !== href);
        return [...others, { id, text, href: href ?? null }].slice(-MOST);
      });
      const timer = setTimeout(() => {
        timers.delete(timer);
        drop(id);
      }, STAY_MS);
      timers.add(timer);
    },
  };

  return (
    <ToastContext.Provider value={toasts}>
      {props.children}
      <div class={styles["toasts"]} role="status" aria-live="polite" aria-atomic="false">
        <For each={lines()}>
          {(line) => (
            <div class={styles["toast"]}>
              <Show when={line.href} fallback={<span dir="auto">{line.text}</span>}>
                {(href) => (
                  <a href={href()} dir="auto" onClick={() => drop(line.id)}>
                    {line.text}
                  </a>
                )}
              </Show>
              <IconButton icon="close" label={t("action.dismiss")} onClick={() => drop(line.id)} />
            </div>
          )}
        </For>
      </div>
    </ToastContext.Provider>
  );
}
