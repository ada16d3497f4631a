/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useNavigate, useParams } from "@solidjs/router";
import { createResource, createSignal, type JSX, Show } from "solid-js";
import { MAX_NAME } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Page, Quiet, Stack, Waiting } from "../../kit/page.tsx";
import { useShoal } from "../../services.tsx";

/** Where an invite leads: who asks me in, what I shall be called, and in. */
export function JoinPage(): JSX.Element {
  const { t, date } = useI18n();
  const { commands } = useShoal();
  const params = useParams<{ payload: string }>();
  const navigate = useNavigate();
  const action = createAction();
  const [name, setName] = createSignal("");
  const link = () => `#/join/${params.payload}`;
  const [preview] = createResource(link, (text) => commands.previewInvite(text));
  const good = () => {
    const read = preview();
    return read?.ok === true ? read.value : null;
  };
  const bad = () => {
    const read = preview();
    return read?.ok === false ? read.error : null;
  };
  return (
    <Page title={good()?.pondName ?? t("join.title")} back="/">
      <Show when={preview.loading}>
        <Waiting />
      </Show>
      <Show when={bad()}>
        {(error) => (
          <Stack>
            <ErrorText error={error()} />
            <LinkButton href="/" wide>
              {t("join.other-way")}
            </LinkButton>
          </Stack>
        )}
      </Show>
      <Show when={good()}>
        {(invite) => (
          <Stack>
            <p>{t("join.invited-by", { name: invite().inviterName })}</p>
            <Quiet>{t("join.what-it-is")}</Quiet>
            <Show
              when={!invite().alreadyIn}
              fallback={
                <LinkButton href={`/pond/${invite().pond}`} weight="strong" wide>
                  {t("join.already-in")}
                </LinkButton>
              }
            >
              <Card>
                <form
                  onSubmit={(event) => {
                    event.preventDefault();
                    action.run(
                      () => commands.joinPond({ link: link(), myName: name() }),
                      (pond) => navigate(`/pond/${pond}`),
                    );
                  }}
                >
                  <Stack>
                    <TextField
                      label={t("person.name")}
                      value={name()}
                      onInput={setName}
                      maxLength={MAX_NAME}
                      required
                    />
                    <Button type="submit" weight="strong" wide busy={action.busy()}>
                      {t("join.action")}
                    </Button>
                    <ActionError action={action} />
                  </Stack>
                </form>
              </Card>
              <Banner tone="calm" icon="about">
                <p>{t("join.address-hint")}</p>
              </Banner>
              <Quiet>{t("join.until", { date: date(invite().until) })}</Quiet>
            </Show>
          </Stack>
        )}
      </Show>
    </Page>
  );
}
