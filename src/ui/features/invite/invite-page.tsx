import { createResource, createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button } from "../../kit/button.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Page, Quiet, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** A code to be scanned, and the link that is in it. */
export function InvitePage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const [invite] = createResource(() => commands.createInvite(scope.pond));
  const [copied, setCopied] = createSignal<boolean | null>(null);
  const link = () => {
    const made = invite();
    return made?.ok === true ? made.value.link : null;
  };
  const failed = () => {
    const made = invite();
    return made?.ok === false ? made.error : null;
  };
  return (
    <Page title={t("invite.title")} back={scope.href("/people")}>
      <Show when={failed()}>{(error) => <ErrorText error={error()} />}</Show>
      <Show when={link()}>
        {(text) => (
          <Stack>
            <Card>
              <CodePicture text={text()} label={t("invite.code-label")} />
            </Card>
            <TextField
              label={t("invite.link")}
              value={text()}
              onInput={() => undefined}
              maxLength={2000}
              spellcheck={false}
              readonly
            />
            <Button
              icon="copy"
              wide
              onClick={() =>
                void copy(text()).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              {t(copied() === true ? "invite.copied" : "invite.copy")}
            </Button>
            <Show when={copied() === false}>
              <Banner tone="koi" icon="notice" alert>
                <p>{t("invite.not-copied")}</p>
              </Banner>
            </Show>
            <Quiet>{t("invite.hint")}</Quiet>
          </Stack>
        )}
      </Show>
    </Page>
  );
}

/** Rejects where the browser has no clipboard, as on plain http, or does not allow it. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
