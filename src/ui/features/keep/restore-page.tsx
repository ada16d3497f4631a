/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, For, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { Page, Section, Stack } from "../../kit/page.tsx";
import { RestoreFromFile } from "./restore-from-file.tsx";
import { RestoreFromLink } from "./restore-from-link.tsx";
import { RestoreFromWords } from "./restore-from-words.tsx";

/** For whoever has been here before: by file, by words, by another device. */
export function RestorePage(): JSX.Element {
  const { t } = useI18n();
  const [done, setDone] = createSignal<readonly string[] | null>(null);
  return (
    <Page title={t(done() === null ? "restore.title" : "restore.done")} back="/">
      <Show
        when={done()}
        fallback={
          <Stack>
            <p>{t("restore.lead")}</p>
            <Section title={t("restore.file")}>
              <RestoreFromFile onDone={setDone} />
            </Section>
            <Section title={t("restore.link")}>
              <RestoreFromLink onDone={setDone} />
            </Section>
            <Section title={t("restore.words")}>
              <RestoreFromWords />
            </Section>
          </Stack>
        }
      >
        {(lines) => (
          <Stack>
            <div role="status">
              <Banner tone="calm" icon="check">
                <For each={lines()}>{(line) => <p>{line}</p>}</For>
                <p>{t("restore.done-device")}</p>
              </Banner>
            </div>
            <LinkButton weight="strong" wide icon="pond" href="/">
              {t("restore.to-ponds")}
            </LinkButton>
          </Stack>
        )}
      </Show>
    </Page>
  );
}
