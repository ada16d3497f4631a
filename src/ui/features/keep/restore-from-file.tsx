/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, type JSX, Show } from "solid-js";
import type { RestoreReport } from "../../../app/keep-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { useShoal } from "../../services.tsx";
import { PassphraseField } from "./passphrase-field.tsx";

export function RestoreFromFile(props: { readonly onDone: (lines: readonly string[]) => void }): JSX.Element {
  const { t, counted, number } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [file, setFile] = createSignal<File | null>(null);
  const [passphrase, setPassphrase] = createSignal("");
  const told = ({ isWhole, ponds, records, photos, skipped }: RestoreReport): readonly string[] => [
    counted("restore.done-whole", ponds, { records: number(records), photos: number(photos) }),
    ...(isWhole ? [] : [t("restore.done-broken")]),
    ...(skipped > 0 ? [counted("restore.done-skipped", skipped)] : []),
  ];
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = file();
          if (chosen === null) return;
          action.run(
            () => commands.restoreBackup(chosen, passphrase()),
            (report) => props.onDone(told(report)),
          );
        }}
      >
        <Stack>
          <Quiet>{t("restore.file-hint")}</Quiet>
          {/* Any file can be chosen: phones grey out endings that they do not know, and a wrong one is told. */}
          <FileButton icon="up" accept="" onFile={setFile}>
            {t("restore.choose")}
          </FileButton>
          <p role="status" dir="auto">
            <Show when={file()}>{(chosen) => t("restore.chosen", { name: chosen().name })}</Show>
          </p>
          <Show when={file()}>
            <PassphraseField label={t("restore.passphrase")} value={passphrase()} onInput={setPassphrase} />
            <Button type="submit" weight="strong" wide busy={action.busy()}>
              {t("restore.file-action")}
            </Button>
          </Show>
          <div role="status">
            <Show when={action.busy()}>
              <Quiet>{t("restore.file-busy")}</Quiet>
            </Show>
          </div>
          <ActionError action={action} />
        </Stack>
      </form>
    </Card>
  );
}
