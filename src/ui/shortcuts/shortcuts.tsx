import { useIsRouting, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { isKeyTaken } from "../kit/typing.ts";
import { createLiveQuery } from "../live-query.ts";
import { usePond } from "../pond-context.tsx";
import { useShoal } from "../services.tsx";
import { createPresses, type Wish } from "./presses.ts";
import { ShortcutList } from "./shortcut-list.tsx";

/** Each card of the list that is on the screen: the only link of its row. */
const CARDS = "[data-list] li > a:only-child";
const SEARCH = "[data-list] input[type='search']";

/** Single keys for the screens of a pond, unless somebody has switched them off (WCAG 2.1.4). */
export function Shortcuts(): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const navigate = useNavigate();
  const isRouting = useIsRouting();
  const settings = createLiveQuery(() => queries.settings(), "language");
  const [isHelping, setIsHelping] = createSignal(false);
  let isOnTheWayToSearch = false;

  function fulfil(wish: Wish): void {
    if ("go" in wish) navigate(scope.href(wish.go));
    else if (wish.does === "help") setIsHelping(true);
    else if (wish.does === "search") search();
    else walk(wish.does === "next" ? 1 : -1);
  }
  function search(): void {
    const field = document.querySelector<HTMLInputElement>(SEARCH);
    field?.focus();
    if (field !== null) return;
    isOnTheWayToSearch = true;
    navigate(scope.href(""));
  }
  createEffect(() => {
    if (isRouting() || !isOnTheWayToSearch) return;
    isOnTheWayToSearch = false;
    document.querySelector<HTMLInputElement>(SEARCH)?.focus();
  });

  onMount(() => {
    const read = createPresses();
    const press = (event: KeyboardEvent) => {
      // Not known yet is not on: whoever has switched them off never meets one.
      const isOn = settings() !== undefined && settings()?.keysOff !== true;
      const wish = read(event, isKeyTaken(event), event.timeStamp);
      if (wish === null || !isOn) return;
      event.preventDefault(); // some browsers search the page at "/"
      fulfil(wish);
    };
    document.addEventListener("keydown", press);
    onCleanup(() => document.removeEventListener("keydown", press));
  });

  return (
    <Show when={isHelping()}>
      <ShortcutList onClose={() => setIsHelping(false)} />
    </Show>
  );
}

/** One card on: opened where the list stands beside what is open, else only gone to. */
function walk(step: 1 | -1): void {
  const cards = [...document.querySelectorAll<HTMLElement>(CARDS)];
  const open = cards.findIndex((card) => card.getAttribute("aria-current") === "page");
  const at = open === -1 ? cards.findIndex((card) => card === document.activeElement) : open;
  const next = at === -1 ? cards[0] : cards[at + step];
  if (open === -1) next?.focus();
  else next?.click();
}
