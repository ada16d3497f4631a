import { A, useParams } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { identityFrom } from "../../../app/route-ids.ts";
import type { MemberView } from "../../../domain/pond/views.ts";
import type { TrustAnswer, TrustPath, TrustStep } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Drops } from "../../kit/drops.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./people.module.css";

/** The member card: what anyone can check, and what I can know through people I dealt with. */
export function MemberPage(): JSX.Element {
  const scope = usePond();
  const params = useParams<{ member: string }>();
  const member = () => scope.members()?.find(({ id }) => id === identityFrom(params.member));
  return (
    <Show
      when={member()}
      fallback={
        <Show when={scope.members()}>
          <ErrorText error={{ kind: "not-found" }} />
        </Show>
      }
    >
      {(view) => <MemberCard view={view()} />}
    </Show>
  );
}

function MemberCard(props: { readonly view: MemberView }): JSX.Element {
  const { t, counted, date } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const isMe = () => props.view.id === scope.me;
  const trust = createLiveQuery<TrustAnswer | null>(
    () => (isMe() ? null : queries.trust(scope.pond, props.view.id)),
    "member",
  );
  return (
    <Page title={props.view.name || t("member.unnamed")} back={scope.href("/people")}>
      <Stack>
        <Show when={!isMe()}>
          <Section title={t("trust.title")}>
            <Card>
              <Show when={trust()}>{(answer) => <Answer answer={answer()} />}</Show>
            </Card>
          </Section>
        </Show>
        <Section title={t("member.facts")}>
          <Card>
            <ul class={styles["facts"]}>
              <li>{t("member.since", { date: date(props.view.since) })}</li>
              <li>
                <Show when={props.view.invitedBy} fallback={t("member.founder")}>
                  {(by) => (
                    <A href={scope.href(`/member/${by()}`)}>{t("member.invited-by", { name: scope.nameOf(by()) })}</A>
                  )}
                </Show>
              </li>
              <li>
                {counted("member.deals", props.view.dealsDone)} · {counted("member.partners", props.view.dealPartners)}
              </li>
              <li>
                {counted("member.good", props.view.vouchesGood)} · {counted("member.bad", props.view.vouchesBad)}
              </li>
              <li>{t(props.view.forked ? "member.forked" : "member.intact")}</li>
            </ul>
          </Card>
        </Section>
      </Stack>
    </Page>
  );
}

function Answer(props: { readonly answer: TrustAnswer }): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <Drops drops={props.answer.limit} />
      <Show when={props.answer.paths.length > 0} fallback={<p>{t("trust.no-path")}</p>}>
        <p>{t("trust.because")}</p>
        <ul class={styles["paths"]}>
          <For each={props.answer.paths}>
            {(path) => (
              <li>
                <Path path={path} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.answer.reports.length > 0}>
        <p>{t("trust.reports")}</p>
        <ul class={styles["paths"]}>
          <For each={props.answer.reports}>
            {(path) => (
              <li>
                <Path path={path} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Quiet>{t("trust.meaning")}</Quiet>
    </>
  );
}

/** One way in words: "you → Mei (2 swaps) → Li: 4 drops". */
function Path(props: { readonly path: TrustPath }): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  const why = (step: TrustStep) =>
    step.why.invited ? t("trust.invited") : counted("trust.swaps", step.why.deals.length);
  return (
    <>
      {t("person.you")}
      <For each={props.path.steps}>
        {(step) => (
          <>
            {" → "}
            <A href={scope.href(`/member/${step.to}`)}>
              <bdi>{scope.nameOf(step.to)}</bdi>
            </A>{" "}
            ({why(step)})
          </>
        )}
      </For>
      : {counted("drops", props.path.drops)}
    </>
  );
}
