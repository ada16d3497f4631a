/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a paragraph that is read aloud when it changes */
import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { launchedFile, openPondFile } from "../../installed/launches.ts";
import { ActionError, createAction } from "../../kit/action.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Page, Quiet, Stack } from "../../kit/page.tsx";
import { PondChoice } from "../../pond-choice.tsx";
import { useShoal } from "../../services.tsx";

/** A .pond file that the system opened with Shoal. It goes in when the person says into which pond, and through the gate like any other. */
export function OpenPage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [report, setReport] = createSignal<string | null>(null);
  return (
    <Page title={t("bundle.title")} back="/">
      <Stack>
        <Quiet>{t("bundle.hint")}</Quiet>
        <Show
          when={launchedFile()}
          fallback={
            <FileButton icon="file" accept=".pond" onFile={openPondFile}>
              {t("bundle.open")}
            </FileButton>
          }
        >
          {(file) => (
            <>
              <p>
                <bdi>{file().name}</bdi>
              </p>
              <PondChoice
                asksAlways
                busy={action.busy()}
                question={t("launch.open-where")}
                none={t("launch.no-pond-hint")}
                onPick={(pond) =>
                  action.run(
                    () => commands.importBundle(pond, file()),
                    ({ added, known, refused }) => setReport(t("bundle.report", { added, known, refused })),
                  )
                }
              />
            </>
          )}
        </Show>
        <p role="status">{report()}</p>
        <ActionError action={action} />
      </Stack>
    </Page>
  );
}
