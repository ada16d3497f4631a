/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import {
  type Accessor,
  createContext,
  createEffect,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  useContext,
} from "solid-js";
import type { Outcome } from "../../app/api.ts";
import { messageOfError, toAppError } from "../i18n/app-error.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { IconButton } from "./button.tsx";
import styles from "./toast.module.css";

/** How long a line stays that nobody points at or stands on, in ms: time to read it twice. */
const STAY_MS = 6000;
/** The same of a line with something to press, in ms, from the last key on: whoever comes to it by keys is waited for (WCAG 2.2.1). */
const STAY_WITH_ACT_MS = 20_000;
/** Lines at once; older ones sink, those with something to press last. */
const MOST = 3;
/** Where the keyboard's own "undo" belongs to what is typed. */
const TYPED_INTO = "input, textarea, select, [contenteditable]";

/** What can be pressed on a line; without a label it takes back what the line says was done. */
interface Act {
  readonly label: string | null;
  /** What answers nothing says by itself what came of it. */
  readonly run: () => Outcome<unknown> | void;
}

interface Line {
  readonly id: number;
  readonly text: string;
  readonly href: string | null;
  readonly mark: (() => JSX.Element) | null;
  readonly act: Act | null;
}

interface Toasts {
  /** Says what changed by itself. With `href` it leads there, and takes the place of what was said of that before; `mark` stands before it. */
  say(text: string, href?: string, mark?: () => JSX.Element): void;
  /** Says what was done, and takes it back by `run` if that is wanted; with a label, `run` is another next step. The returned function takes the line away. */
  offer(text: string, run: Act["run"], label?: string): () => void;
}

const ToastContext = createContext<Toasts>();

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === undefined) throw new Error("useToasts() needs a <ToastProvider> around it");
  return toasts;
}

/** Where things are said that changed by themselves, and what was done can be taken back; read aloud when nothing else is being read. */
export function ToastProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const { t } = useI18n();
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  const [keys, setKeys] = createSignal(0);
  let next = 0;

  const drop = (id: number) => setLines((all) => all.filter((line) => line.id !== id));

  function add(line: Omit<Line, "id">): number {
    const id = next++;
    setLines((all) => {
      const kept = [...all.filter(({ href }) => href === null || href !== line.href), { ...line, id }];
      while (kept.length > MOST)
        kept.splice(
          Math.max(
            0,
            kept.findIndex(({ act }) => act === null),
          ),
          1,
        );
      return kept;
    });
    return id;
  }

  const toasts: Toasts = {
    say: (text, href, mark) => void add({ text, href: href ?? null, mark: mark ?? null, act: null }),
    offer: (text, run, label) => {
      const id = add({ text, href: null, mark: null, act: { label: label ?? null, run } });
      return () => drop(id);
    },
  };

  /** At once gone, so that nothing is taken back twice; what went wrong, or that it is done, is said in its place. */
  async function perform({ id, act }: Line): Promise<void> {
    drop(id);
    const outcome = await Promise.resolve(act?.run()).catch((cause: unknown) => {
      console.error(cause); // a bug, or a worker that died
      return { ok: false, error: toAppError(cause) } as const;
    });
    if (outcome?.ok === false) toasts.say(t(messageOfError(outcome.error)));
    else if (outcome?.ok === true && act?.label === null) toasts.say(t("undo.done"));
  }

  const onKey = (event: KeyboardEvent) => {
    setKeys((n) => n + 1);
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || (event.target instanceof Element && event.target.matches(TYPED_INTO))) return;
    const newest = lines().findLast(({ act }) => act?.label === null);
    if (newest !== undefined) void perform(newest);
  };
  onMount(() => {
    document.addEventListener("keydown", onKey);
    onCleanup(() => document.removeEventListener("keydown", onKey));
  });

  return (
    <ToastContext.Provider value={toasts}>
      {props.children}
      <div class={styles["toasts"]} role="status" aria-live="polite" aria-atomic="false">
        <For each={lines()}>
          {(line) => (
            <ToastLine line={line} keys={keys} onAct={() => void perform(line)} onDone={() => drop(line.id)} />
          )}
        </For>
      </div>
    </ToastContext.Provider>
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
