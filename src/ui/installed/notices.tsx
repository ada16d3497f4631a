/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a place for cards that are read aloud when they come */
import { useLocation } from "@solidjs/router";
import { createEffect, createResource, type JSX, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { defaultSettings } from "../../app/default-settings.ts";
import { hasIntake, openIntake } from "../../app/intake.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Button, Buttons, LinkButton } from "../kit/button.tsx";
import { Mark } from "../kit/mark.tsx";
import { createLiveQuery } from "../live-query.ts";
import { useShoal } from "../services.tsx";
import { install, installPrompt } from "./install-prompt.ts";
import { browserSigns, installWay } from "./install-way.ts";
import { takeLaunches } from "./launches.ts";
import styles from "./notices.module.css";
import { update } from "./update.ts";

/** ms from the first screen to the first look for a new version: a first visit then fetches the whole app, which must not be in the way. */
const LOOK_AFTER_MS = 2000;

/** What the installed app has to say: a new version, something shared that waits, and once that it can be installed. One at a time. */
export function Notices(): JSX.Element {
  const { t, language } = useI18n();
  const location = useLocation();
  const isHintDue = createInstallHint();
  const [isShareWaiting] = createResource(
    () => location.pathname,
    async (path) => "caches" in globalThis && !path.startsWith("/share") && (await hasIntake(await openIntake())),
  );

  onMount(() => {
    takeLaunches();
    const calm = setTimeout(() => update.start(), LOOK_AFTER_MS);
    onCleanup(() => clearTimeout(calm));
  });
  // The name and the screens in the browser's own install sheet are in the person's language.
  createEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const href = link
      ?.getAttribute("href")
      ?.replace(/manifest\.[\w-]+\.webmanifest$/, `manifest.${language()}.webmanifest`);
    if (href !== undefined && link?.getAttribute("href") !== href) link?.setAttribute("href", href);
  });

  return (
    <div class={styles["notices"]} role="status">
      <Switch>
        <Match when={update.state() === "ready" && !update.isLater()}>
          <Notice title={t("update.ready")} text={t("update.ready-hint")}>
            <Button weight="strong" onClick={() => update.take()}>
              {t("update.take")}
            </Button>
            <Button onClick={() => update.later()}>{t("update.later")}</Button>
          </Notice>
        </Match>
        <Match when={update.state() === "elsewhere" && !update.isLater()}>
          <Notice title={t("update.elsewhere")} text={t("update.elsewhere-hint")}>
            <Button weight="strong" onClick={() => update.take()}>
              {t("update.reload")}
            </Button>
            <Button onClick={() => update.later()}>{t("update.later")}</Button>
          </Notice>
        </Match>
        <Match when={isShareWaiting.latest === true}>
          <Notice title={t("share.waits")} text={t("share.waits-hint")}>
            <LinkButton weight="strong" href="/share">
              {t("share.go")}
            </LinkButton>
          </Notice>
        </Match>
        <Match when={isHintDue.due()}>
          <Notice title={t("install.hint-title")} text={t("install.hint")}>
            <Show
              when={installPrompt()}
              fallback={
                <LinkButton weight="strong" href="/me">
                  {t("install.how")}
                </LinkButton>
              }
            >
              <Button
                weight="strong"
                onClick={() => {
                  isHintDue.told();
                  void install();
                }}
              >
                {t("install.do")}
              </Button>
            </Show>
            <Button onClick={() => isHintDue.told()}>{t("install.not-now")}</Button>
          </Notice>
        </Match>
      </Switch>
    </div>
  );
}

function Notice(props: { readonly title: string; readonly text: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class={styles["notice"]}>
      <div class={styles["words"]}>
        <Mark size="small" />
        <div>
          <h2>{props.title}</h2>
          <p>{props.text}</p>
        </div>
      </div>
      <Buttons>{props.children}</Buttons>
    </div>
  );
}

/** Due once there is something to keep and a way to install it, until it was read. */
function createInstallHint(): { readonly due: () => boolean; readonly told: () => void } {
  const { queries, commands } = useShoal();
  const { language } = useI18n();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  const settings = createLiveQuery(() => queries.settings());
  const way = installWay(browserSigns());
  return {
    due: () =>
      settings() !== undefined &&
      settings()?.toldOfInstall !== true &&
      (installPrompt() !== null || way === "ios") &&
      (ponds()?.some(({ listings }) => listings > 0) ?? false),
    told: () => {
      const told = { ...defaultSettings(language()), ...settings(), toldOfInstall: true };
      void commands.saveSettings(told); // where that fails, the hint comes once more
    },
  };
}
