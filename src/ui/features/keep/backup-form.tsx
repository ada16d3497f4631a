/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, type JSX, Show } from "solid-js";
import { BACKUP_PHOTOS, type BackupPhotos } from "../../../app/keep-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { Quiet, Stack } from "../../kit/page.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useShoal } from "../../services.tsx";
import { PassphraseField } from "./passphrase-field.tsx";

/** A passphrase, which photos, and the file. */
export function BackupForm(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [passphrase, setPassphrase] = createSignal("");
  const [photos, setPhotos] = createSignal<BackupPhotos>("mine");
  const [isSaved, setSaved] = createSignal(false);
  const make = async () => {
    const made = await commands.makeBackup({ passphrase: passphrase(), photos: photos() });
    if (!made.ok) return made;
    saveFile(made.value, nameOfBackup(new Date()));
    return commands.backupKept();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setSaved(false);
        action.run(make, () => setSaved(true));
      }}
    >
      <Stack>
        <PassphraseField
          label={t("backup.passphrase")}
          hint={t("backup.passphrase-hint")}
          value={passphrase()}
          onInput={setPassphrase}
        />
        <Button weight="plain" onClick={() => action.run(() => commands.proposePassphrase(), setPassphrase)}>
          {t("backup.propose")}
        </Button>
        <Choice
          legend={t("backup.photos")}
          value={photos()}
          options={BACKUP_PHOTOS.map((value) => ({ value, label: t(`backup.photos-${value}`) }))}
          onChange={setPhotos}
        />
        <Button type="submit" weight="strong" icon="share" wide busy={action.busy()}>
          {t("backup.make")}
        </Button>
        <Quiet>{t("backup.leave-hint")}</Quiet>
        <div role="status">
          <Show when={action.busy()}>
            <Quiet>{t("backup.busy")}</Quiet>
          </Show>
          <Show when={isSaved()}>
            <Banner tone="calm" icon="check">
              <p>{t("backup.saved")}</p>
            </Banner>
          </Show>
        </div>
        <ActionError action={action} />
      </Stack>
    </form>
  );
}

/** The day in the name, so that several of them are told apart where files are kept. */
function nameOfBackup(now: Date): string {
  return `shoal-${now.toISOString().slice(0, 10)}.shoal`;
}
