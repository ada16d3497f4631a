/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { Fold } from "../../kit/fold.tsx";
import { TypedCode } from "../../kit/code-form.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { useShoal } from "../../services.tsx";

/** The new device: shows a key, and takes the answer that only it can open. */
export function RestoreFromLink(props: { readonly onDone: (lines: readonly string[]) => void }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [ask, setAsk] = createSignal<{ readonly code: string; readonly words: readonly string[] } | null>(null);
  const take = (code: string) =>
    action.run(
      () => commands.takeLink(code),
      () => props.onDone([t("restore.done-linked")]),
    );
  return (
    <Card>
      <Stack>
        <Quiet>{t("restore.link-hint")}</Quiet>
        <Show
          when={ask()}
          fallback={
            <Button wide busy={action.busy()} onClick={() => action.run(() => commands.askLink(), setAsk)}>
              {t("restore.link-start")}
            </Button>
          }
        >
          {(mine) => (
            <>
              <CodePicture text={mine().code} label={t("restore.link-code")} />
              <p>{t("restore.link-words", { words: mine().words.join(" ") })}</p>
              <Fold label={t("restore.link-text")}>
                <CopyText label={t("restore.link-code")} text={mine().code} action={t("restore.link-copy")} />
              </Fold>
              <p>{t("restore.link-then")}</p>
              <Scanner action={t("restore.link-scan")} label={t("restore.link-scan-label")} onCode={take} />
              <TypedCode
                label={t("restore.link-answer")}
                action={t("restore.link-action")}
                busy={action.busy()}
                onCode={take}
              />
            </>
          )}
        </Show>
        <ActionError action={action} />
      </Stack>
    </Card>
  );
}
