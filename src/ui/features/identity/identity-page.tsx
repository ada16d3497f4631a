import { createMemo, type JSX, Show } from "solid-js";
import type { SuccessionView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { Alarm, canObjectTo, createClaims, EachClaim, isPending } from "../../trust/claims.tsx";
import { ClaimProgress } from "./claim-progress.tsx";
import { FindMember } from "./find-member.tsx";
import { signOf } from "./sign.ts";

/** A new phone, or the old one lost: going on as the same member. */
export function IdentityPage(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const claims = createClaims();
  const ofMe = createMemo(() => (claims() ?? []).filter(({ to }) => to === scope.me));
  const onMe = createMemo(() => (claims() ?? []).filter(({ from }) => from === scope.me));
  const successor = () => onMe().find((claim) => claim.state === "in-force" && !canObjectTo(claim));
  return (
    <Page title={t("identity.title")} back="/me" lead={<bdi>{scope.card().name}</bdi>}>
      <Stack>
        <Quiet>{t("identity.what")}</Quiet>
        <p dir="auto">{t("identity.here", { name: scope.card().myName, sign: signOf(scope.me) })}</p>
        <Show when={successor()} fallback={<Choices onMe={onMe()} ofMe={ofMe()} />}>
          {(claim) => (
            <Banner tone="calm" icon="check">
              <p dir="auto">{t("identity.gone-on", { name: scope.nameOf(claim().to) })}</p>
            </Banner>
          )}
        </Show>
      </Stack>
    </Page>
  );
}

function Choices(props: {
  readonly onMe: readonly SuccessionView[];
  readonly ofMe: readonly SuccessionView[];
}): JSX.Element {
  return (
    <>
      <EachClaim of={props.onMe.filter(canObjectTo)}>{(claim) => <Alarm claim={claim()} />}</EachClaim>
      <EachClaim of={props.ofMe}>{(claim) => <ClaimProgress claim={claim()} />}</EachClaim>
      <NewPhone ofMe={props.ofMe} />
      <Show when={!props.ofMe.some(isPending)}>
        <OldPhone />
      </Show>
    </>
  );
}

/** The new identity's word. */
function NewPhone(props: { readonly ofMe: readonly SuccessionView[] }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const isOpen = () => !props.ofMe.some((claim) => isPending(claim) || claim.state === "in-force");
  return (
    <Show when={isOpen()}>
      <Section title={t("identity.new")}>
        <Card>
          <Quiet>{t("identity.new-hint")}</Quiet>
          <FindMember label={t("identity.new-find")} except={props.ofMe.map(({ from }) => from)}>
            {(member) => (
              <TwoSteps
                first={t("identity.take", { name: scope.nameOf(member()) })}
                meaning={t("identity.take-sure", { name: scope.nameOf(member()), sign: signOf(member()) })}
                second={t("identity.take-yes")}
                action={action}
                onSure={() => action.run(() => commands.takeIdentity(scope.pond, member()))}
              />
            )}
          </FindMember>
        </Card>
      </Section>
    </Show>
  );
}

/** The old identity's word. */
function OldPhone(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const { say } = useToasts();
  const scope = usePond();
  const action = createAction();
  return (
    <Section title={t("identity.old")}>
      <Card>
        <Quiet>{t("identity.old-hint")}</Quiet>
        <FindMember label={t("identity.old-find")}>
          {(member) => (
            <TwoSteps
              first={t("identity.pass", { name: scope.nameOf(member()) })}
              meaning={t("identity.pass-sure", { name: scope.nameOf(member()), sign: signOf(member()) })}
              second={t("identity.pass-yes")}
              action={action}
              onSure={() =>
                action.run(
                  () => commands.passIdentity(scope.pond, member()),
                  () => say(t("identity.passed")),
                )
              }
            />
          )}
        </FindMember>
      </Card>
    </Section>
  );
}
