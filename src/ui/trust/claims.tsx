/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A } from "@solidjs/router";
import { type Accessor, createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { ATTESTERS_NEEDED } from "../../app/limits.ts";
import type { IdentityKey } from "../../domain/ids.ts";
import type { MemberView, SuccessionView } from "../../domain/pond/views.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { ActionError, createAction } from "../kit/action.tsx";
import { Banner } from "../kit/banner.tsx";
import { Button } from "../kit/button.tsx";
import { Card, Quiet, Stack } from "../kit/page.tsx";
import { useToasts } from "../kit/toast.tsx";
import { TwoSteps } from "../kit/two-steps.tsx";
import { createLiveQuery } from "../live-query.ts";
import { usePond } from "../pond-context.tsx";
import { useShoal } from "../services.tsx";

/** Claims of this pond (decision 0013); undefined until they are known. */
export function createClaims(): Accessor<readonly SuccessionView[] | undefined> {
  const { queries } = useShoal();
  const scope = usePond();
  return createLiveQuery(() => queries.successions(scope.pond), "to");
}

/** True while it can still come to something. */
export function isPending({ state }: SuccessionView): boolean {
  return state === "claimed" || state === "waiting";
}

/** N4: what the old identity writes ends what others have said, also after it came into force; its own word it cannot end. */
export function canObjectTo(claim: SuccessionView): boolean {
  return isPending(claim) || (claim.state === "in-force" && claim.attesters.length > 0);
}

/** N3: where fewer had vouched, no words can bring it about, only the old identity's own. */
export function canComeByWords({ asked }: SuccessionView): boolean {
  return asked.length >= ATTESTERS_NEEDED;
}

/** The one who goes on for the old identity already, where it is another: then this claim comes to nothing. */
export function otherSuccessor(claim: SuccessionView, members: readonly MemberView[]): IdentityKey | null {
  const successor = members.find(({ id }) => id === claim.from)?.successor ?? null;
  return successor === claim.to ? null : successor;
}

/** True where my word would count, is wanted, and was not given. */
function isAskedOf(me: IdentityKey, claim: SuccessionView): boolean {
  const { asked, attesters, state } = claim;
  return state === "claimed" && canComeByWords(claim) && asked.includes(me) && !attesters.includes(me);
}

/** On top of a pond: somebody says to be me, or somebody needs my word. Nothing where neither is so. */
export function ClaimNotices(): JSX.Element {
  const scope = usePond();
  const claims = createClaims();
  const mine = createMemo(() => {
    // Nobody is to say yes to somebody whose name is not here yet.
    const members = scope.members();
    if (members === undefined) return [];
    return (claims() ?? []).filter((claim) => {
      if (otherSuccessor(claim, members) !== null) return false;
      return claim.from === scope.me ? canObjectTo(claim) : isAskedOf(scope.me, claim);
    });
  });
  return (
    <Show when={mine().length > 0}>
      <Stack>
        <EachClaim of={mine()}>
          {(claim) => (
            <Show when={claim().from === scope.me} fallback={<Ask claim={claim()} />}>
              <Alarm claim={claim()} />
            </Show>
          )}
        </EachClaim>
      </Stack>
    </Show>
  );
}

/** On a member's page: what I am asked to say about him, also where I said before that I was not sure. */
export function ClaimsAbout(props: { readonly member: IdentityKey }): JSX.Element {
  const scope = usePond();
  const claims = createClaims();
  const about = createMemo(() =>
    (claims() ?? []).filter(
      (claim) =>
        (claim.to === props.member || claim.from === props.member) &&
        isAskedOf(scope.me, claim) &&
        otherSuccessor(claim, scope.members() ?? []) === null,
    ),
  );
  return <EachClaim of={about()}>{(claim) => <Ask claim={claim()} />}</EachClaim>;
}

/** A claim keeps its place on the screen as long as it is the same two: half a "yes" must never pass to another. */
export function EachClaim(props: {
  readonly of: readonly SuccessionView[];
  readonly children: (claim: Accessor<SuccessionView>) => JSX.Element;
}): JSX.Element {
  const byId = createMemo(() => new Map(props.of.map((claim) => [`${claim.from}/${claim.to}`, claim])));
  return (
    <For each={[...byId().keys()]}>{(id) => <Show when={byId().get(id)}>{(claim) => props.children(claim)}</Show>}</For>
  );
}

/** To the device of the old identity. */
export function Alarm(props: { readonly claim: SuccessionView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const { say } = useToasts();
  const scope = usePond();
  const action = createAction();
  return (
    <Banner tone="koi" icon="notice" alert>
      <h2>{t("identity.alarm")}</h2>
      <p dir="auto">{t("identity.alarm-text", { name: scope.nameOf(props.claim.to) })}</p>
      <Button
        weight="danger"
        busy={action.busy()}
        onClick={() =>
          action.run(
            // Any record of the old identity objects; its name, said again, changes nothing else.
            () => commands.rename(scope.pond, scope.card().myName),
            () => say(t("identity.objection-said")),
          )
        }
      >
        {t("identity.object")}
      </Button>
      <ActionError action={action} />
    </Banner>
  );
}

/** To somebody whose word counts. */
function Ask(props: { readonly claim: SuccessionView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [isUnsure, setUnsure] = createSignal(false);
  const names = () => ({ from: scope.nameOf(props.claim.from), to: scope.nameOf(props.claim.to) });
  return (
    <Card>
      <h2 dir="auto">{t("identity.ask", names())}</h2>
      <p dir="auto">{t("identity.ask-text", names())}</p>
      <Show when={!isUnsure()} fallback={<Quiet>{t("identity.not-sure-text", names())}</Quiet>}>
        <TwoSteps
          first={t("identity.sure")}
          meaning={t("identity.sure-text", names())}
          second={t("identity.sure-yes")}
          action={action}
          onSure={() => action.run(() => commands.attestIdentity(scope.pond, props.claim.from, props.claim.to))}
        />
        <Button weight="plain" wide onClick={() => setUnsure(true)}>
          {t("identity.not-sure")}
        </Button>
      </Show>
      <For each={[props.claim.to, props.claim.from]}>
        {(id) => (
          <p dir="auto">
            <A data-alone href={scope.href(`/member/${id}`)}>
              {t("stake.see-card", { name: scope.nameOf(id) })}
            </A>
          </p>
        )}
      </For>
    </Card>
  );
}
