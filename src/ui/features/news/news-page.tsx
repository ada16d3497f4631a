import { A } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import type { News, NewsItem } from "../../../domain/news/news.ts";
import { newsPath, newsWords } from "../../news-words.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Icon, type IconName } from "../../kit/icon.tsx";
import { Page, Quiet, Section, Stack, Waiting } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./news.module.css";

const ICONS: Readonly<Partial<Record<NewsItem["what"], IconName>>> = {
  listing: "thing",
  match: "search",
  comment: "talk",
  mention: "talk",
  words: "talk",
  thanks: "like",
  member: "people",
  rules: "about",
  vouch: "seal",
};

/** What happened here, and what of it is new. Whoever sees it has looked. */
export function NewsPage(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const looked = createLiveQuery<number | null>(() => queries.lookedUpTo(scope.pond));
  /** Where somebody had looked up to when he came: what is new stays marked until he goes. */
  const since = createMemo<{ readonly upTo: number | null } | undefined>((before) => {
    const upTo = looked();
    return before ?? (upTo === undefined ? undefined : { upTo });
  });
  const news = createLiveQuery<News>(() => {
    const from = since();
    return from === undefined ? null : queries.news(scope.pond, from.upTo);
  });
  const isSeen = createSeen();
  createEffect(() => {
    const upTo = news()?.upTo ?? 0;
    const known = looked();
    if (isSeen() && known !== undefined && upTo > (known ?? 0)) action.run(() => commands.lookAtNews(scope.pond, upTo));
  });
  const shown = (isNew: boolean) =>
    (news()?.items ?? []).filter(({ arrived }) => arrived > (news()?.looked ?? 0) === isNew);
  const left = () => {
    const counts = news()?.counts;
    return counts === undefined ? 0 : counts.forMe + counts.others - shown(true).length;
  };
  return (
    <Page title={t("nav.news")} back={scope.href("")}>
      <ActionError action={action} />
      <Show when={news()} fallback={<Waiting />}>
        {(all) => (
          <Stack>
            <Show
              when={shown(true).length > 0}
              fallback={<Quiet>{t(all().items.length === 0 ? "news.nothing" : "news.nothing-new")}</Quiet>}
            >
              <Section title={t("news.new")}>
                <Lines items={shown(true)} isNew />
                <Show when={left() > 0}>
                  <Quiet>{counted("news.more", left())}</Quiet>
                </Show>
              </Section>
            </Show>
            <Show when={shown(false).length > 0}>
              <Section title={t("news.before")}>
                <Lines items={shown(false)} isNew={false} />
              </Section>
            </Show>
          </Stack>
        )}
      </Show>
    </Page>
  );
}

function Lines(props: { readonly items: readonly NewsItem[]; readonly isNew: boolean }): JSX.Element {
  return (
    <ul class={styles["lines"]}>
      <For each={props.items}>{(item) => <Line item={item} isNew={props.isNew} />}</For>
    </ul>
  );
}

function Line(props: { readonly item: NewsItem; readonly isNew: boolean }): JSX.Element {
  const i18n = useI18n();
  const scope = usePond();
  const words = () => newsWords(props.item, i18n, i18n.t("member.unnamed"));
  return (
    <li>
      <A
        class={styles["line"] ?? ""}
        href={scope.href(newsPath(props.item))}
        data-new={props.isNew}
        data-mine={props.item.forMe}
      >
        <Icon name={ICONS[props.item.what] ?? "deals"} />
        <span class={styles["words"]}>
          <span>{words()}</span>
          <Show when={props.item.text !== "" && props.item.what !== "member"}>
            <span class={styles["text"]} dir="auto">
              {props.item.text}
            </span>
          </Show>
        </span>
        <span class={styles["time"]}>
          <Ago time={props.item.time} />
        </span>
      </A>
    </li>
  );
}

/** Whether anybody can see this page. */
function createSeen(): () => boolean {
  const [isSeen, setSeen] = createSignal(document.visibilityState === "visible");
  const look = () => setSeen(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", look);
  onCleanup(() => document.removeEventListener("visibilitychange", look));
  return isSeen;
}
