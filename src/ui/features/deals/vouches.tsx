/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, For, type JSX, Show } from "solid-js";
import { createStore } from "solid-js/store";
import type { Outcome, VouchDraft } from "../../../app/api.ts";
import { MAX_WORDS } from "../../../app/limits.ts";
import type { DealView, OpenedVouch, VouchView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice, Tick } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import type { IconName } from "../../kit/icon.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./deals.module.css";

/** What both say about each other, in envelopes that open together. */
export function Vouches(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayVouch: boolean;
  readonly mayChange: boolean;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <Show when={props.mayVouch || props.deal.vouches.length > 0}>
      <Section title={t("vouch.title")}>
        <Stack>
          <For each={props.deal.vouches}>
            {(vouch) => <Vouch deal={props.deal} vouch={vouch} mayChange={props.mayChange} />}
          </For>
          <Show when={props.mayVouch}>
            <Seal deal={props.deal} other={props.other} />
          </Show>
        </Stack>
      </Section>
    </Show>
  );
}

function Vouch(props: {
  readonly deal: DealView;
  readonly vouch: VouchView;
  readonly mayChange: boolean;
}): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const who = () =>
    props.vouch.by === scope.me
      ? t(props.vouch.opened ? "person.you-first" : "person.you")
      : scope.nameOf(props.vouch.by);
  return (
    <Card>
      <Show when={props.vouch.opened} fallback={<p>{t("vouch.sealed", { name: who() })}</p>}>
        {(opened) => <Said who={who()} said={opened()} />}
      </Show>
      <For each={props.vouch.earlier.toReversed()}>
        {(earlier) => (
          <div class={styles["earlier"]}>
            <Quiet>{t("vouch.before", { date: date(earlier.time) })}</Quiet>
            <Said who={who()} said={earlier} />
          </div>
        )}
      </For>
      <Show when={props.mayChange && props.vouch.by === scope.me && props.vouch.opened}>
        {/* Closed again, and with the new word in it, once it was said. */}
        {(opened) => (
          <Show when={opened()} keyed>
            {(said) => <ChangeMind deal={props.deal} said={said} />}
          </Show>
        )}
      </Show>
    </Card>
  );
}

function Said(props: { readonly who: string; readonly said: OpenedVouch }): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <p>
        <strong>{t(props.said.good ? "vouch.said-good" : "vouch.said-bad", { name: props.who })}</strong>
      </p>
      <Quiet>
        {t(props.said.keptTerms ? "vouch.kept" : "vouch.not-kept")} ·{" "}
        {t(props.said.showedUp ? "vouch.came" : "vouch.not-came")} ·{" "}
        {t(props.said.asDescribed ? "vouch.described" : "vouch.not-described")}
      </Quiet>
      <Show when={props.said.words}>
        <p dir="auto">{props.said.words}</p>
      </Show>
    </>
  );
}

/** The first word, in an envelope. */
function Seal(props: { readonly deal: DealView; readonly other: string }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  return (
    <Card>
      <VouchForm
        start={null}
        other={props.other}
        hint={t("vouch.hint", { name: props.other })}
        submit={t("vouch.seal")}
        icon="seal"
        onSubmit={(vouch) => commands.sealVouch(scope.pond, props.deal.id, vouch)}
      />
    </Card>
  );
}

/** Another word, in the open: what was said before stays. */
function ChangeMind(props: { readonly deal: DealView; readonly said: OpenedVouch }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  return (
    <Fold label={t("vouch.change")}>
      <VouchForm
        start={props.said}
        other={scope.nameOf(otherSide(props.deal, scope.me))}
        hint={t("vouch.change-hint")}
        submit={t("vouch.change-save")}
        icon="edit"
        onSubmit={(vouch) => commands.changeVouch(scope.pond, props.deal.id, vouch)}
      />
    </Fold>
  );
}

function VouchForm(props: {
  readonly start: VouchDraft | null;
  readonly other: string;
  readonly hint: string;
  readonly submit: string;
  readonly icon: IconName;
  readonly onSubmit: (vouch: VouchDraft) => Outcome<void>;
}): JSX.Element {
  const { t } = useI18n();
  const action = createAction();
  // The form owns a copy from the moment it is shown.
  const [good, setGood] = createSignal<"good" | "bad" | null>(props.start === null ? null : goodOrBad(props.start));
  const [facts, setFacts] = createStore(factsOf(props.start ?? UNTROUBLED));
  const [words, setWords] = createSignal(props.start?.words ?? "");
  const vouch = (): VouchDraft => ({ ...facts, good: good() === "good", words: words() });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.run(() => props.onSubmit(vouch()));
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
        <Tick label={t("vouch.described")} checked={facts.asDescribed} onChange={(is) => setFacts("asDescribed", is)} />
        <TextField label={t("vouch.words")} value={words()} onInput={setWords} maxLength={MAX_WORDS} rows={2} />
        <Quiet>{props.hint}</Quiet>
        <Button type="submit" weight="strong" icon={props.icon} wide disabled={good() === null} busy={action.busy()}>
          {props.submit}
        </Button>
        <ActionError action={action} />
      </Stack>
    </form>
  );
}

/** What most swaps are; only the question itself is never answered for anybody. */
const UNTROUBLED = { keptTerms: true, showedUp: true, asDescribed: true };

function factsOf({ keptTerms, showedUp, asDescribed }: typeof UNTROUBLED): typeof UNTROUBLED {
  return { keptTerms, showedUp, asDescribed };
}

function goodOrBad({ good }: VouchDraft): "good" | "bad" {
  return good ? "good" : "bad";
}
