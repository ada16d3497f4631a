import { type JSX, Show } from "solid-js";
import type { MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { ClaimsAbout } from "../../trust/claims.tsx";
import { MetLine, metWith } from "../../trust/met-with.tsx";
import { SaveCard } from "../../trust/save-card.tsx";

/** What I can do with somebody: meet in person, say who he was before, take the card along; with my own, show it. */
export function MemberActions(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const isMe = () => props.view.id === scope.me;
  return (
    <Section title={isMe() ? t("act.mine") : t("act.title", { name: scope.nameOf(props.view.id) })}>
      <Card>
        <Stack>
          <Show when={isMe()} fallback={<WithOther view={props.view} />}>
            <LinkButton weight="strong" wide icon="scan" href={scope.href("/card")}>
              {t("met.show-mine")}
            </LinkButton>
          </Show>
          <SaveCard view={props.view} />
          <Show when={isMe()} fallback={<Mute view={props.view} />}>
            <LinkButton weight="plain" wide href={scope.href("/identity")}>
              {t("identity.title")}
            </LinkButton>
          </Show>
        </Stack>
      </Card>
    </Section>
  );
}

function WithOther(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const haveMet = () =>
    metWith(
      scope.members()?.find(({ id }) => id === scope.me),
      props.view,
    ) === "both";
  return (
    <>
      <ClaimsAbout member={props.view.id} />
      <MetLine other={props.view} />
      <Show when={!haveMet()}>
        <LinkButton wide icon="scan" href={scope.href("/card")}>
          {t("met.in-person")}
        </LinkButton>
      </Show>
    </>
  );
}

function Mute(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const { offer } = useToasts();
  const action = createAction();
  const name = () => scope.nameOf(props.view.id);
  const isMuted = () => scope.isMuted(props.view.id);
  const turn = () => {
    const { pond } = scope;
    const { id } = props.view;
    const was = isMuted();
    const said = t(was ? "undo.unmuted" : "undo.muted", { name: name() });
    action.run(
      () => commands.mute(pond, id, !was),
      () => offer(said, () => commands.mute(pond, id, was)),
    );
  };
  return (
    <>
      <Button weight="plain" wide busy={action.busy()} onClick={turn}>
        {t(isMuted() ? "mute.undo" : "mute.do", { name: name() })}
      </Button>
      <Show when={isMuted()}>
        <Quiet>{t("mute.hint", { name: name() })}</Quiet>
      </Show>
      <ActionError action={action} />
    </>
  );
}
