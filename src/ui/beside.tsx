/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useBeforeLeave, useLocation, useNavigate } from "@solidjs/router";
import {
  type Accessor,
  type Component,
  createEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from "solid-js";
import styles from "./beside.module.css";
import { useI18n } from "./i18n/i18n.tsx";
import type { MessageKey } from "./i18n/messages.ts";
import { ListSide } from "./kit/list-side.ts";
import { Waiting } from "./kit/page.tsx";
import { Guard } from "./kit/trouble.tsx";
import { isKeyTaken } from "./kit/typing.ts";
import { usePond } from "./pond-context.tsx";

/** Beside the tabs: room for two columns of cards (23.5rem) and for something to be read (31.5rem). */
const ROOM_FOR_TWO = "(min-width: 70rem)";

interface ListAndThing {
  /** Where the list is, inside the pond. */
  readonly home: string;
  /** How the address of each thing begins. */
  readonly thing: string;
  /** Names of the two regions, for those who listen. */
  readonly listName: MessageKey;
  readonly thingName: MessageKey;
}

const PAIRS = {
  listings: { home: "", thing: "/listing/", listName: "nav.listings", thingName: "pane.listing" },
  deals: { home: "/deals", thing: "/deal/", listName: "nav.deals", thingName: "pane.deal" },
  people: { home: "/people", thing: "/member/", listName: "nav.people", thingName: "pane.member" },
} as const satisfies Record<string, ListAndThing>;

/** Which of a pond's lists it is. */
export type BesideKind = keyof typeof PAIRS;

/** A list as a screen that is loaded when it is wanted. */
export type BesideList = Component & { readonly preload: () => Promise<unknown> };

/**
 * The list and what is open of it: side by side where there is room, else one of the two. The list stays as it was, with its words searched
 * for; what is open has a scroller of its own.
 */
export function Beside(props: {
  readonly list: BesideList;
  readonly of: BesideKind;
  readonly children?: JSX.Element;
}): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const location = useLocation();
  const navigate = useNavigate();
  const hasRoom = createHasRoom();
  const here = () => location.pathname;
  const home = () => scope.href(PAIRS[props.of].home);
  /** What is further below (changing it, offering for it) is a screen of its own. */
  const isThing = (path: string) => {
    const start = scope.href(PAIRS[props.of].thing);
    return path.startsWith(start) && !path.slice(start.length).includes("/");
  };
  const isOpen = () => isThing(here());
  const isBoth = () => isOpen() && hasRoom();
  let both: HTMLDivElement | undefined;
  let pane: HTMLElement | undefined;
  const cardOf = (path: string) =>
    both?.querySelector<HTMLElement>(`[data-list] a[href="#${CSS.escape(path)}"]`) ?? null;

  /** The card that is opened or closed, and where it stood: the columns move, and the eye is still there. */
  let stood: { readonly path: string; readonly top: number } | null = null;
  useBeforeLeave(({ to }) => {
    const path = typeof to === "string" && isThing(to) ? to : here();
    const card = hasRoom() ? cardOf(path) : null;
    stood = card === null ? null : { path, top: card.getBoundingClientRect().top };
  });
  createEffect(
    on(
      here,
      (now, before) => {
        if (!hasRoom()) return;
        // After the ground, which leads to the top of a new screen.
        queueMicrotask(() => {
          const path = isThing(now) ? now : (before ?? now);
          const card = cardOf(path);
          if (stood?.path === path) window.scrollBy(0, (card?.getBoundingClientRect().top ?? stood.top) - stood.top);
          card?.scrollIntoView({ block: "nearest" });
          pane?.scrollTo(0, 0);
          (isThing(now) ? pane : card)?.focus({ preventScroll: true });
        });
      },
      { defer: true },
    ),
  );

  onMount(() => {
    /** Ways that stay on this screen leave the page where it is; the router looks for this mark. */
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const to = link?.hash.slice(1) ?? "";
      link?.toggleAttribute("noscroll", hasRoom() && (to === home() || isThing(to)));
    };
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && isBoth() && !isKeyTaken(event)) navigate(home(), { scroll: false });
    };
    // From another screen straight to a thing: the ground has led to the top of the list.
    queueMicrotask(() => {
      const at = document.activeElement;
      if (isBoth() && at !== document.body && at?.contains(pane ?? null) === true) pane?.focus({ preventScroll: true });
    });
    both?.addEventListener("click", stay);
    document.addEventListener("keydown", close);
    onCleanup(() => document.removeEventListener("keydown", close));
  });

  return (
    <div class={styles["beside"]} data-both={isBoth()} ref={(element) => (both = element)}>
      <Show when={!isOpen() || hasRoom()}>
        <section class={styles["list"]} data-list aria-label={isBoth() ? t(PAIRS[props.of].listName) : undefined}>
          <ListSide.Provider value={isBoth}>
            <Guard>
              <Suspense fallback={<Waiting />}>
                <props.list />
              </Suspense>
            </Guard>
          </ListSide.Provider>
        </section>
      </Show>
      <Show when={isOpen()}>
        <section
          class={styles["pane"]}
          tabindex="-1"
          aria-label={isBoth() ? t(PAIRS[props.of].thingName) : undefined}
          ref={(element) => (pane = element)}
        >
          <Guard>
            <Suspense fallback={<Waiting />}>
              {/* Made anew for each: what was half written is about that one, and not about the next. */}
              <Show when={here()} keyed>
                {props.children}
              </Show>
            </Suspense>
          </Guard>
        </section>
      </Show>
    </div>
  );
}

/** Whether two fit. Asked when the window changes, and not by the query's own event: printing is no narrow window. */
function createHasRoom(): Accessor<boolean> {
  const query = matchMedia(ROOM_FOR_TWO);
  const [hasRoom, setHasRoom] = createSignal(query.matches);
  const look = () => setHasRoom(query.matches);
  window.addEventListener("resize", look);
  onCleanup(() => window.removeEventListener("resize", look));
  return hasRoom;
}
