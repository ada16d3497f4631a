/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createContext, createSignal, ErrorBoundary, type JSX, Suspense, useContext } from "solid-js";
import type { Outcome } from "../../app/api.ts";
import { lazyPart } from "./lazy-part.ts";
import styles from "./toast.module.css";

const ToastLines = lazyPart(async () => (await import("./toast-lines.tsx")).ToastLines);

/** Lines at once; older ones sink, those with something to press last. */
const MOST = 3;

/** What can be pressed on a line; without a label it takes back what the line says was done. */
interface Act {
  readonly label: string | null;
  /** What answers nothing says by itself what came of it. */
  readonly run: () => Outcome<unknown> | void;
}

export interface Line {
  readonly id: number;
  readonly text: string;
  readonly href: string | null;
  readonly mark: (() => JSX.Element) | null;
  readonly act: Act | null;
}

interface Toasts {
  /** Says what changed by itself. With `href` it leads there, and takes the place of what was said of that before; `mark` stands before it. */
  say(text: string, href?: string, mark?: () => JSX.Element): void;
  /** Takes away what leads where somebody has just come to: it would only lie over that. */
  arrived(href: string): void;
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
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  let next = 0;

  const drop = (id: number) => setLines((all) => all.filter((line) => line.id !== id));

  function add(line: Omit<Line, "id">): number {
    const id = next++;
    setLines((all) => {
      const kept = [...all.filter(({ href }) => href === null || href !== line.href), { ...line, id }];
      const oldest = kept.findIndex(({ act }) => act === null);
      if (kept.length > MOST) kept.splice(Math.max(0, oldest), 1);
      return kept;
    });
    return id;
  }

  const toasts: Toasts = {
    say: (text, href, mark) => void add({ text, href: href ?? null, mark: mark ?? null, act: null }),
    arrived: (to) => void setLines((all) => all.filter(({ href }) => href !== to)),
    offer: (text, run, label) => {
      const id = add({ text, href: null, mark: null, act: { label: label ?? null, run } });
      return () => drop(id);
    },
  };

  return (
    <ToastContext.Provider value={toasts}>
      {props.children}
      <div class={styles["toasts"]} role="status" aria-live="polite" aria-atomic="false">
        {/* Where it does not come, all else is said to be not loaded where it is wanted. */}
        <ErrorBoundary fallback={null}>
          <Suspense>
            <ToastLines lines={lines()} say={(text) => toasts.say(text)} onDone={({ id }) => drop(id)} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </ToastContext.Provider>
  );
}
