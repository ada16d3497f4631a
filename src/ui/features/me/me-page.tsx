import { createSignal, For, type JSX, Show } from "solid-js";
import { defaultSettings } from "../../../app/default-settings.ts";
import type { Settings } from "../../../app/api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons, LinkButton } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { Card, Page, Pair, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import { Keeping } from "./keeping.tsx";
import { AppSection } from "./app-section.tsx";
import { Keys } from "./keys.tsx";
import styles from "./me.module.css";
import { Notify } from "./notify.tsx";

const THEMES = ["system", "light", "dark"] as const;

/** How it looks and speaks, and the words that are me. */
export function MePage(): JSX.Element {
  const { t, language } = useI18n();
  const { queries, commands } = useShoal();
  const action = createAction();
  const settings = createLiveQuery(() => queries.settings());
  const change = (part: Partial<Settings>) =>
    action.run(() => commands.saveSettings({ ...defaultSettings(language()), ...settings(), ...part }));
  return (
    <Page wide="pair" title={t("nav.me")} back="/">
      <Pair>
        <Stack>
          <Card>
            <Stack>
              <Choice
                legend={t("me.language")}
                value={language()}
                options={[
                  { value: "en", label: t("me.english") },
                  { value: "zh-CN", label: t("me.chinese") },
                ]}
                onChange={(value) => change({ language: value })}
              />
              <Choice
                legend={t("me.theme")}
                value={settings()?.theme ?? "system"}
                options={THEMES.map((value) => ({ value, label: t(`me.theme-${value}`) }))}
                onChange={(theme) => change({ theme })}
              />
              <ActionError action={action} />
            </Stack>
          </Card>
          <MyCards />
          <Section title={t("me.data-links")}>
            <Card>
              <Quiet>{t("me.data")}</Quiet>
              <Buttons>
                <LinkButton href="/me/backup">{t("backup.title")}</LinkButton>
                <LinkButton href="/me/devices">{t("devices.title")}</LinkButton>
                <LinkButton href="/me/storage">{t("storage.title")}</LinkButton>
              </Buttons>
            </Card>
          </Section>
          <Phrase />
        </Stack>
        <Stack>
          <Notify isOn={settings()?.notify ?? false} onChange={(notify) => change({ notify })} />
          <Section title={t("about-trust.title")}>
            <Card>
              <Quiet>{t("about-trust.link-hint")}</Quiet>
              <LinkButton icon="drop" href="/me/trust">
                {t("about-trust.link")}
              </LinkButton>
            </Card>
          </Section>
          <AppSection />
          <Keeping isOn={settings()?.keepsAll ?? false} onChange={(keepsAll) => change({ keepsAll })} />
          <Keys isOn={settings()?.keysOff !== true} onChange={(isOn) => change({ keysOff: !isOn })} />
        </Stack>
      </Pair>
    </Page>
  );
}

/** One card a pond, and the way to go on with another phone. */
function MyCards(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  return (
    <Section title={t("met.my-card")}>
      <Quiet>{t((ponds()?.length ?? 0) > 0 ? "met.hint" : "met.no-pond")}</Quiet>
      <For each={ponds()}>
        {(card) => (
          <Card>
            <Stack>
              <p dir="auto">
                <strong>{t("met.in-pond", { pond: card.name })}</strong>
              </p>
              <Buttons>
                <LinkButton weight="strong" icon="share" href={`/pond/${card.pond}/card`}>
                  {t("met.show-mine")}
                </LinkButton>
                <LinkButton icon="scan" href={`/pond/${card.pond}/card?scan=now`}>
                  {t("met.scan")}
                </LinkButton>
              </Buttons>
              <LinkButton weight="plain" href={`/pond/${card.pond}/identity`}>
                {t("identity.title")}
              </LinkButton>
            </Stack>
          </Card>
        )}
      </For>
    </Section>
  );
}

function Phrase(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [words, setWords] = createSignal<readonly string[] | null>(null);
  return (
    <Section title={t("me.phrase")}>
      <Card>
        <Quiet>{t("me.phrase-hint")}</Quiet>
        <Show
          when={words()}
          fallback={
            <Button busy={action.busy()} onClick={() => action.run(() => commands.phrase(), setWords)}>
              {t("me.phrase-show")}
            </Button>
          }
        >
          {(all) => (
            <ol lang="en" class={styles["phrase"]}>
              <For each={all()}>{(word) => <li>{word}</li>}</For>
            </ol>
          )}
        </Show>
        <ActionError action={action} />
      </Card>
    </Section>
  );
}
