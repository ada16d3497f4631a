import { createEffect, createMemo, getOwner, type JSX, onCleanup, onMount, runWithOwner } from "solid-js";
import type { PondCard } from "../app/api.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { createLiveQuery } from "./live-query.ts";
import { newsPath, newsWords } from "./news-words.ts";
import { isAnyTabSeen, showCount, showNotice, tellThatSeen } from "./notices.ts";
import { useShoal } from "./services.tsx";

/** Name of the lock that one tab of this browser holds: what is told is told once. */
const TELLER_LOCK = "shoal/teller";
/** Lines in one notification. */
const MOST_LINES = 3;

/** Draws nothing: it puts the number on the app's icon, and tells outside of the app what came in while nobody looked. */
export function Teller(): JSX.Element {
  const i18n = useI18n();
  const { queries, commands } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  const settings = createLiveQuery(() => queries.settings());
  const total = createMemo(() => safely(ponds)?.reduce((sum, { news }) => sum + news.forMe, 0));
  createEffect(() => {
    const count = total();
    if (count !== undefined) void showCount(count);
  });
  onMount(() => onCleanup(tellThatSeen()));

  async function tell(card: PondCard, isWanted: boolean): Promise<void> {
    const untold = await commands.takeUntold(card.pond);
    if (!untold.ok || untold.value.length === 0 || !isWanted || (await isAnyTabSeen())) return;
    const lines = untold.value.slice(0, MOST_LINES).map((item) => {
      const words = newsWords(item, i18n, i18n.t("member.unnamed"));
      return item.text === "" ? words : `${words} – ${item.text}`;
    });
    const more = untold.value.length - lines.length;
    const [first] = untold.value;
    await showNotice({
      title: card.name,
      body: [...lines, ...(more > 0 ? [i18n.counted("notify.more", more)] : [])].join("\n"),
      tag: card.pond,
      path: `/pond/${card.pond}${more === 0 && lines.length === 1 && first ? newsPath(first) : "/news"}`,
    });
  }

  const owner = getOwner();
  let stop: () => void = () => undefined;
  onMount(() => {
    const held = new Promise<void>((done) => (stop = done));
    void navigator.locks?.request(TELLER_LOCK, () => {
      runWithOwner(owner, followCounts);
      return held;
    });
  });
  onCleanup(() => stop());

  /** Asks for what is untold whenever a pond's count has grown. */
  function followCounts(): void {
    const known = new Map<string, number>();
    createEffect(() => {
      const isWanted = safely(settings)?.notify ?? false;
      for (const card of safely(ponds) ?? []) {
        const { forMe } = card.news;
        if (forMe > (known.get(card.pond) ?? 0)) {
          void tell({ ...card }, isWanted).catch((cause: unknown) => console.error("telling", cause));
        }
        known.set(card.pond, forMe);
      }
    });
  }
  return null;
}

/** Where storage fails, the screens say so; this one is none. */
function safely<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
