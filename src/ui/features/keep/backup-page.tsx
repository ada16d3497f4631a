import { type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Card, Page, Quiet, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import { BackupForm } from "./backup-form.tsx";

/** All that is mine as one file. */
export function BackupPage(): JSX.Element {
  const { t, rich } = useI18n();
  const { queries } = useShoal();
  const keeping = createLiveQuery(() => queries.keeping(), "backupAt");
  return (
    <Page title={t("backup.title")} back="/me">
      <Stack>
        <p>{t("backup.hint")}</p>
        <Show when={keeping()}>
          {(kept) => (
            <Quiet>
              <Show when={kept().backupAt} fallback={t("backup.never")}>
                {(at) => rich("backup.last", { ago: () => <Ago time={at()} /> })}
              </Show>
            </Quiet>
          )}
        </Show>
        <Card>
          <BackupForm />
        </Card>
      </Stack>
    </Page>
  );
}
