/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a part that is read aloud when it changes */
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { ATTESTERS_NEEDED } from "../../../app/limits.ts";
import type { SuccessionView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { canComeByWords, otherSuccessor } from "../../trust/claims.tsx";

/** How far my claim is: whose word is there, whose is missing, when it counts; or that it does not. */
export function ClaimProgress(props: { readonly claim: SuccessionView }): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const from = () => scope.nameOf(props.claim.from);
  return (
    <Card>
      <div role="status">
        <Stack>
          <p dir="auto">
            <strong>{t("identity.you-said", { name: from() })}</strong>
          </p>
          <Switch>
            <Match when={otherSuccessor(props.claim, scope.members() ?? [])}>
              {(other) => (
                <p dir="auto">{t("identity.other-goes-on", { other: scope.nameOf(other()), name: from() })}</p>
              )}
            </Match>
            <Match when={props.claim.state === "in-force"}>
              <p dir="auto">{t("identity.in-force", { name: from() })}</p>
            </Match>
            <Match when={props.claim.state === "objected"}>
              <p>{t("identity.objected")}</p>
            </Match>
            <Match when={props.claim.inForceAt}>
              {(time) => <p>{t("identity.in-force-at", { date: date(time()) })}</p>}
            </Match>
            <Match when={props.claim.state === "claimed"}>
              <Words claim={props.claim} />
            </Match>
          </Switch>
        </Stack>
      </div>
    </Card>
  );
}

function Words(props: { readonly claim: SuccessionView }): JSX.Element {
  const { t, counted, number } = useI18n();
  const scope = usePond();
  const needed = () => number(ATTESTERS_NEEDED);
  const all = () => [...new Set([...props.claim.attesters, ...props.claim.asked])];
  return (
    <>
      <p>{counted("identity.words", props.claim.attesters.length, { needed: needed() })}</p>
      <Show when={all().length > 0} fallback={<Quiet>{t("identity.asked-nobody")}</Quiet>}>
        <Quiet>{t(canComeByWords(props.claim) ? "identity.asked" : "identity.too-few")}</Quiet>
        <ul>
          <For each={all()}>
            {(id) => (
              <li dir="auto">
                {t(props.claim.attesters.includes(id) ? "identity.has-said" : "identity.not-said", {
                  name: scope.nameOf(id),
                })}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
