/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { Fold } from "../../kit/fold.tsx";
import { TypedCode } from "../../kit/code-form.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { useShoal } from "../../services.tsx";

interface Answer {
  readonly code: string;
  readonly left: number;
}

/** The old device: reads the new one's key, lets the person compare, and answers. */
export function LinkDevice(): JSX.Element {
  const { t, counted } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [asked, setAsked] = createSignal<{ readonly code: string; readonly words: readonly string[] } | null>(null);
  const [answer, setAnswer] = createSignal<Answer | null>(null);
  const look = (code: string) =>
    action.run(
      () => commands.wordsOfLink(code),
      (words) => setAsked({ code, words }),
    );
  return (
    <Card>
      <Stack>
        <Switch
          fallback={
            <>
              <Quiet>{t("devices.link-hint")}</Quiet>
              <Scanner action={t("devices.link-scan")} label={t("devices.link-scan-label")} onCode={look} />
              <TypedCode
                label={t("devices.link-text")}
                action={t("devices.link-open")}
                busy={action.busy()}
                onCode={look}
              />
            </>
          }
        >
          <Match when={answer()}>
            {(mine) => (
              <>
                <p>{t("devices.link-answer-hint")}</p>
                <CodePicture text={mine().code} label={t("devices.link-answer")} />
                <Show when={mine().left > 0}>
                  <p>{counted("devices.link-left", mine().left)}</p>
                </Show>
                <Fold label={t("restore.link-text")}>
                  <CopyText label={t("devices.link-answer")} text={mine().code} action={t("restore.link-copy")} />
                </Fold>
              </>
            )}
          </Match>
          <Match when={asked()}>
            {(other) => (
              <>
                <div role="status">
                  <p>{t("devices.link-check")}</p>
                  <p lang="en">
                    <strong>{other().words.join(" ")}</strong>
                  </p>
                </div>
                <Banner tone="koi" icon="notice">
                  <p>{t("devices.link-warn")}</p>
                </Banner>
                <Buttons>
                  <Button
                    weight="strong"
                    busy={action.busy()}
                    onClick={() => action.run(() => commands.answerLink(other().code), setAnswer)}
                  >
                    {t("devices.link-yes")}
                  </Button>
                  <Button weight="plain" onClick={() => setAsked(null)}>
                    {t("action.back")}
                  </Button>
                </Buttons>
              </>
            )}
          </Match>
        </Switch>
        <ActionError action={action} />
      </Stack>
    </Card>
  );
}
