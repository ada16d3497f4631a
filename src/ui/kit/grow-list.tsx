import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Button } from "./button.tsx";

/** Rows drawn at first: a phone's screen. */
const FIRST = 6;
/** Rows drawn with each step down, little enough to draw without a hitch. */
const STEP = 12;
/** How far below the screen's edge the next rows are drawn already. */
const AHEAD = "600px";

/** A long list that is drawn as far as somebody looks. */
export function GrowList<T>(props: {
  readonly each: readonly T[];
  readonly class?: string | undefined;
  /** Hears which rows are drawn, so that no more is asked about than can be seen. */
  readonly onShown?: (rows: readonly T[]) => void;
  readonly children: (item: T) => JSX.Element;
}): JSX.Element {
  const { t } = useI18n();
  const [shown, setShown] = createSignal(FIRST);
  const rows = createMemo(() => props.each.slice(0, shown()));
  createEffect(() => props.onShown?.(rows()));
  const more = () => setShown((count) => count + STEP);
  return (
    <>
      <ul class={props.class}>
        <For each={rows()}>{(item) => <li>{props.children(item)}</li>}</For>
      </ul>
      <Show when={props.each.length > shown()}>
        <Horizon onSeen={more} />
        <Button weight="plain" wide onClick={more}>
          {t("action.show-more")}
        </Button>
      </Show>
    </>
  );
}

/** A line without height that says when it comes near the screen. */
function Horizon(props: { readonly onSeen: () => void }): JSX.Element {
  let line: HTMLDivElement | undefined;
  onMount(() => {
    if (line === undefined) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        props.onSeen();
        // Asked anew, so that it also answers where it is still in sight after the step.
        if (line === undefined) return;
        observer.unobserve(line);
        observer.observe(line);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(line);
    onCleanup(() => observer.disconnect());
  });
  return <div ref={(element) => (line = element)} aria-hidden="true" />;
}
