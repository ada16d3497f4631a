import { A } from "@solidjs/router";
import { createResource, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { Card, Page, Quiet, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** A code to be scanned, and the link that is in it; or who may invite instead. */
export function InvitePage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const [invite] = createResource(() => commands.createInvite(scope.pond));
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
      <Show when={failed()}>
        {(error) => (
          <Show when={error().kind === "against-the-rules"} fallback={<ErrorText error={error()} />}>
            <NotYet />
          </Show>
        )}
      </Show>
      <Show when={link()}>
        {(text) => (
          <Stack>
            <Card>
              <CodePicture text={text()} label={t("invite.code-label")} />
            </Card>
            <CopyText label={t("invite.link")} text={text()} action={t("invite.copy")} />
            <Quiet>{t("invite.hint")}</Quiet>
            <Quiet>{t("invite.no-internet")}</Quiet>
            <LinkButton icon="scan" wide href={scope.href("/pair")}>
              {t("pair.action")}
            </LinkButton>
          </Stack>
        )}
      </Show>
    </Page>
  );
}

/** What the pond's rules say of invites, and why, to somebody who may not. */
function NotYet(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <Card>
      <h2>{t("rules.may-not-invite")}</h2>
      <Show when={scope.card().view?.ruling}>
        {(ruling) => (
          <>
            <p>{t(`rules.says-${ruling().invites}`)}</p>
            <Show when={ruling().reason}>
              <p dir="auto">{ruling().reason}</p>
            </Show>
          </>
        )}
      </Show>
      <p>
        <A data-alone href={scope.href("/about")}>
          {t("rules.see")}
        </A>
      </p>
    </Card>
  );
}
