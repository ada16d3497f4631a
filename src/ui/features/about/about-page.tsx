import { A } from "@solidjs/router";
import { createMemo, type JSX, Show } from "solid-js";
import { isFounder } from "../../../app/house-rules.ts";
import type { PondView, RulingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { RulesForm } from "./rules-form.tsx";

/** What this pond is, who may do what in it, and why. Everyone reads it; the founder lays it down. */
export function AboutPage(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <Page title={t("rules.about")} back={scope.href("")} lead={<bdi>{scope.card().name}</bdi>}>
      <Show when={scope.card().view} fallback={<Quiet>{t("rules.not-here")}</Quiet>}>
        {(view) => (
          <Stack>
            <What view={view()} />
            <Section title={t("rules.title")}>
              <Card>
                <Ruling ruling={view().ruling} />
              </Card>
              <Change view={view()} />
            </Section>
          </Stack>
        )}
      </Show>
    </Page>
  );
}

function What(props: { readonly view: PondView }): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  return (
    <Card>
      <p dir="auto">
        <A data-alone href={scope.href(`/member/${props.view.founder}`)}>
          {t("rules.since", { date: date(props.view.since), name: scope.nameOf(props.view.founder) })}
        </A>
      </p>
      <Show when={props.view.place}>
        <p dir="auto">{t("rules.place", { place: props.view.place })}</p>
      </Show>
      <Show when={props.view.rules}>
        <h2>{t("rules.what-is-traded")}</h2>
        <p dir="auto">{props.view.rules}</p>
      </Show>
    </Card>
  );
}

function Ruling(props: { readonly ruling: RulingView | null }): JSX.Element {
  const { t, counted, date } = useI18n();
  const newcomers = () => props.ruling?.newcomerListings ?? null;
  return (
    <>
      <p>{t(`rules.says-${props.ruling?.invites ?? "everyone"}`)}</p>
      <p>{newcomers() === null ? t("rules.says-any") : counted("rules.says-newcomers", newcomers() ?? 0)}</p>
      <Show when={props.ruling}>
        {(ruling) => (
          <>
            <Show when={ruling().reason}>
              <p dir="auto">{ruling().reason}</p>
            </Show>
            <Quiet>{t("rules.laid-down", { date: date(ruling().time) })}</Quiet>
          </>
        )}
      </Show>
    </>
  );
}

function Change(props: { readonly view: PondView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const mayChange = createMemo(() => isFounder(props.view, scope.members() ?? [], scope.me));
  return (
    <Show when={mayChange()}>
      <Fold label={t("rules.change")}>
        <RulesForm start={props.view.ruling} />
      </Fold>
    </Show>
  );
}
