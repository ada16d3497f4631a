import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, onMount, Show, untrack } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Button } from "./button.tsx";

/** Rows drawn at first: a phone's screen. */
const FIRST = 6;
/** Rows drawn with each step down, one step a frame until they are drawn far enough: as few as a slow phone draws without a hitch. */
const STEP = 4;
/** ms without a further step after which it is said which rows are drawn. */
const PAUSE_MS = 100;
/** Rows that a press of "Show more" adds at least. */
const STEP_BY_HAND = 12;
/** How far below the screen's edge the next rows are drawn already. */
const AHEAD = "600px";

/** Rows drawn at once for somebody who comes back to where he was, at most: what a slow phone draws while he waits for it. */
const MOST_AGAIN = 96;

interface Place {
  readonly shown: number;
  /** px from the top of the page. */
  readonly top: number;
}

/** Where somebody was in each list, for as long as the page is open. */
const placeByName = new Map<string, Place>();

/** A long list that is drawn as far as somebody looks. */
export function GrowList<T>(props: {
  readonly each: readonly T[];
  readonly class?: string | undefined;
  /** Hears which rows are drawn, so that no more is asked about than can be seen. */
  readonly onShown?: (rows: readonly T[]) => void;
  /** Names the list: whoever comes back to it finds the place where he was. */
  readonly place?: string;
  readonly children: (item: T) => JSX.Element;
}): JSX.Element {
  const { t } = useI18n();
  const before = untrack(() => placeByName.get(props.place ?? ""));
  let isBack = false;
  const [shown, setShown] = createSignal(Math.min(before?.shown ?? FIRST, MOST_AGAIN));
  const rows = createMemo(() => props.each.slice(0, shown()));
  createEffect(() => {
    const drawn = rows();
    // Step by step it would be asked about all of them again and again.
    const timer = setTimeout(() => props.onShown?.(drawn), drawn.length > FIRST ? PAUSE_MS : 0);
    onCleanup(() => clearTimeout(timer));
  });
  const hasRows = createMemo(() => props.each.length > 0);
  createEffect(() => {
    const place = props.place;
    // Nothing to come back to, and nothing to remember, until the rows are there: a search may still be on its way.
    if (place === undefined || !hasRows()) return;
    if (before !== undefined && !isBack) window.scrollTo({ top: before.top });
    isBack = true;
    const keep = () => placeByName.set(place, { shown: untrack(shown), top: window.scrollY });
    window.addEventListener("scroll", keep, { passive: true });
    onCleanup(() => window.removeEventListener("scroll", keep));
  });
  const more = (step: number) => setShown((count) => count + step);
  return (
    <>
      <ul class={props.class}>
        <For each={rows()}>{(item) => <li>{props.children(item)}</li>}</For>
      </ul>
      <Show when={props.each.length > shown()}>
        <Horizon onSeen={() => more(STEP)} />
        <Button weight="plain" wide onClick={() => more(STEP_BY_HAND)}>
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
