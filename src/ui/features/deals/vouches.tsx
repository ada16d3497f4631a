/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, For, type JSX, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { VouchDraft } from "../../../app/api.ts";
import { MAX_WORDS } from "../../../app/limits.ts";
import type { DealView, VouchView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice, Tick } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** What both say about each other, in envelopes that open together. */
export function Vouches(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayVouch: boolean;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <Show when={props.mayVouch || props.deal.vouches.length > 0}>
      <Section title={t("vouch.title")}>
        <Stack>
          <For each={props.deal.vouches}>{(vouch) => <Vouch vouch={vouch} />}</For>
          <Show when={props.mayVouch}>
            <VouchForm deal={props.deal} other={props.other} />
          </Show>
        </Stack>
      </Section>
    </Show>
  );
}

function Vouch(props: { readonly vouch: VouchView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const who = () =>
    props.vouch.by === scope.me
      ? t(props.vouch.opened ? "person.you-first" : "person.you")
      : scope.nameOf(props.vouch.by);
  return (
    <Card>
      <Show when={props.vouch.opened} fallback={<p>{t("vouch.sealed", { name: who() })}</p>}>
        {(opened) => (
          <>
            <p>
              <strong>{t(opened().good ? "vouch.said-good" : "vouch.said-bad", { name: who() })}</strong>
            </p>
            <Quiet>
              {t(opened().keptTerms ? "vouch.kept" : "vouch.not-kept")} ·{" "}
              {t(opened().showedUp ? "vouch.came" : "vouch.not-came")} ·{" "}
              {t(opened().asDescribed ? "vouch.described" : "vouch.not-described")}
            </Quiet>
            <Show when={opened().words}>
              <p dir="auto">{opened().words}</p>
            </Show>
          </>
        )}
      </Show>
    </Card>
  );
}

function VouchForm(props: { readonly deal: DealView; readonly other: string }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [good, setGood] = createSignal<"good" | "bad" | null>(null);
  const [facts, setFacts] = createStore({ keptTerms: true, showedUp: true, asDescribed: true });
  const [words, setWords] = createSignal("");
  const vouch = (): VouchDraft => ({ ...facts, good: good() === "good", words: words() });
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run(() => commands.sealVouch(scope.pond, props.deal.id, vouch()));
        }}
      >
        <Stack>
          <Choice
            legend={t("vouch.question", { name: props.other })}
            value={good()}
            options={[
              { value: "good", label: t("vouch.good"), icon: "good" },
              { value: "bad", label: t("vouch.bad"), icon: "bad" },
            ]}
            onChange={setGood}
          />
          <Tick label={t("vouch.kept")} checked={facts.keptTerms} onChange={(is) => setFacts("keptTerms", is)} />
          <Tick label={t("vouch.came")} checked={facts.showedUp} onChange={(is) => setFacts("showedUp", is)} />
          <Tick
            label={t("vouch.described")}
            checked={facts.asDescribed}
            onChange={(is) => setFacts("asDescribed", is)}
          />
          <TextField label={t("vouch.words")} value={words()} onInput={setWords} maxLength={MAX_WORDS} rows={2} />
          <Quiet>{t("vouch.hint", { name: props.other })}</Quiet>
          <Button type="submit" weight="strong" icon="seal" wide disabled={good() === null} busy={action.busy()}>
            {t("vouch.seal")}
          </Button>
          <ActionError action={action} />
        </Stack>
      </form>
    </Card>
  );
}
