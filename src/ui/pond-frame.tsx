import { A, useLocation } from "@solidjs/router";
import { ErrorBoundary, type JSX, onMount, Show, Suspense } from "solid-js";
import { useI18n } from "./i18n/i18n.tsx";
import type { MessageKey } from "./i18n/messages.ts";
import { breath } from "./kit/breath.ts";
import { Icon, type IconName } from "./kit/icon.tsx";
import { lazyPart } from "./kit/lazy-part.ts";
import { Mark } from "./kit/mark.tsx";
import { Next } from "./kit/next.tsx";
import { Waiting } from "./kit/page.tsx";
import { Guard } from "./kit/trouble.tsx";
import { PondProvider, usePond } from "./pond-context.tsx";
import styles from "./pond-frame.module.css";
import { announceNews } from "./pond-news.ts";

const SampleFrame = lazyPart(async () => (await import("./sample-frame.tsx")).SampleFrame);
const Shortcuts = lazyPart(async () => (await import("./shortcuts/shortcuts.tsx")).Shortcuts);
const Announcer = lazyPart(async () => (await import("./announcer.tsx")).Announcer);
const KeepReminder = lazyPart(async () => (await import("./keep-reminder.tsx")).KeepReminder);

/** Around every screen of a pond: tabs under the thumb, or a rail at the side. */
export function PondFrame(props: { readonly children?: JSX.Element }): JSX.Element {
  return (
    <PondProvider>
      <Frame>{props.children}</Frame>
    </PondProvider>
  );
}

function Frame(props: { readonly children: JSX.Element }): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  announceNews();
  const waiting = () => scope.card().waiting;
  const news = () => scope.card().news.forMe;
  let sheet: HTMLDivElement | undefined;
  // Whoever came from another screen was led to the ground while the pond was still being looked up, or to nowhere with what he pressed.
  onMount(() => void breath().then(leadHere));
  function leadHere(): void {
    const at = document.activeElement;
    const hasCome = document.querySelector("main[data-moved]") !== null;
    if (hasCome && (at === document.body || at?.contains(sheet ?? null))) sheet?.focus({ preventScroll: true });
  }
  return (
    <div class={styles["frame"]}>
      <button type="button" class={styles["skip"]} onClick={() => sheet?.focus()}>
        {t("nav.skip")}
      </button>
      <nav class={styles["bar"]} aria-label={t("nav.label")}>
        <A href="/" class={styles["home"] ?? ""}>
          <Mark size="small" />
          <bdi>{scope.card().name}</bdi>
        </A>
        <Tab to="" also={["/listing/", "/about", "/market"]} icon="pond" label="nav.listings" />
        <Tab to="/deals" also={["/deal/"]} icon="deals" label="nav.deals">
          <Show when={waiting() > 0}>
            <span class={styles["badge"]} aria-label={counted("nav.waiting", waiting())}>
              {waiting()}
            </span>
          </Show>
        </Tab>
        <A href={scope.href("/new")} class={styles["new"] ?? ""}>
          <Icon name="plus" />
          <span>{t("nav.new")}</span>
        </A>
        <Tab to="/news" also={[]} icon="news" label="nav.news">
          <Show when={news() > 0}>
            <span class={styles["badge"]} aria-label={counted("nav.news-badge", news())}>
              {news()}
            </span>
          </Show>
        </Tab>
        <Tab to="/people" also={["/member/", "/invite", "/card", "/identity"]} icon="people" label="nav.people" />
        <Tab to="/sync" also={["/carry", "/pair"]} icon="sync" label="nav.sync" />
        <A href="/me" class={styles["me"] ?? ""}>
          <Icon name="settings" />
          <span>{t("nav.me")}</span>
        </A>
      </nav>
      <div class={styles["sheet"]} data-content tabindex="-1" ref={(element) => (sheet = element)}>
        <Next>
          <Suspense>
            <KeepReminder />
          </Suspense>
          <Guard>
            {/* Its own: while a screen is fetched the tabs stay, and the keyboard where it stands. */}
            <Suspense fallback={<Waiting />}>
              <Show when={scope.card().isSample} fallback={props.children}>
                <SampleFrame>{props.children}</SampleFrame>
              </Show>
            </Suspense>
          </Guard>
        </Next>
      </div>
      <Next>
        <Suspense>
          <Shortcuts />
        </Suspense>
        {/* Where storage fails, the screens say so; this one is none. */}
        <ErrorBoundary fallback={null}>
          <Suspense>
            <Announcer />
          </Suspense>
        </ErrorBoundary>
      </Next>
    </div>
  );
}

function Tab(props: {
  readonly to: string;
  readonly also: readonly string[];
  readonly icon: IconName;
  readonly label: MessageKey;
  readonly children?: JSX.Element;
}): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const location = useLocation();
  const isHere = () => {
    const path = location.pathname.slice(scope.href("").length);
    return path === props.to || (path === "/" && props.to === "") || props.also.some((start) => path.startsWith(start));
  };
  return (
    <A href={scope.href(props.to)} class={styles["tab"] ?? ""} data-here={isHere()}>
      <Icon name={props.icon} />
      <span>{t(props.label)}</span>
      {props.children}
    </A>
  );
}
