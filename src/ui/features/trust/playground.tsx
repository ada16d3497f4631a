/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline; this is a card that is read aloud when it comes */
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { PondCard } from "../../../app/api.ts";
import type { IdentityKey, PondId } from "../../../domain/ids.ts";
import type { PlaygroundAnswer } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { SelectField } from "../../kit/select-field.tsx";
import { Slider } from "../../kit/slider.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import styles from "./about-trust.module.css";

/** False friends that the slider goes to; the fifty that the page speaks of are where it stands at first. */
const MOST_SYBILS = 100;
const FIRST_SYBILS = 50;

/** One's own pond, copied, with a cheat in it: how much fifty false friends bring. */
export function Playground(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  const [chosen, setChosen] = createSignal<PondId | null>(null);
  const card = createMemo(() => ponds()?.find(({ pond }) => pond === chosen()) ?? ponds()?.[0]);
  return (
    <Section title={t("about-trust.play-title")}>
      <Card>
        <Quiet>{t("about-trust.play-hint")}</Quiet>
        <Show when={(ponds()?.length ?? 0) > 1}>
          <SelectField
            label={t("about-trust.play-pond")}
            options={(ponds() ?? []).map(({ pond, name }) => ({ value: pond, label: name }))}
            value={card()?.pond ?? ("" as PondId)}
            onChange={setChosen}
          />
        </Show>
        <Show when={ponds()?.length === 0}>
          <p>{t("about-trust.play-none")}</p>
          <LinkButton href="/">{t("about-trust.play-ponds")}</LinkButton>
        </Show>
        <Show when={card()?.pond} keyed>
          {(pond) => <Show when={card()}>{(first) => <Attack pond={pond} card={first()} />}</Show>}
        </Show>
      </Card>
    </Section>
  );
}

function Attack(props: { readonly pond: PondId; readonly card: PondCard }): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const action = createAction();
  const members = createLiveQuery(() => queries.members(props.pond));
  const me = () => props.card.me;
  const [attacker, setAttacker] = createSignal<IdentityKey | null>(null);
  const [sybils, setSybils] = createSignal(FIRST_SYBILS);
  const [answer, setAnswer] = createSignal<PlaygroundAnswer | null>(null);
  // Oneself as the cheat stands for somebody whom one invites: what a pond of one has to play with.
  const options = createMemo(() => [
    ...(members() ?? [])
      .filter(({ id }) => id !== me())
      .map(({ id, name }) => ({ value: id, label: name || t("member.unnamed") })),
    { value: me(), label: t("about-trust.play-newcomer") },
  ]);
  const who = () => options().find(({ value }) => value === attacker())?.value ?? options()[0]?.value ?? me();
  const play = () => commands.playground(props.pond, who(), sybils());
  return (
    <form
      class={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        action.run(play, setAnswer);
      }}
    >
      <SelectField label={t("about-trust.play-who")} options={options()} value={who()} onChange={setAttacker} />
      <Slider
        label={t("about-trust.play-count")}
        text={counted("about-trust.play-count-text", sybils())}
        value={sybils()}
        min={1}
        max={MOST_SYBILS}
        onInput={setSybils}
      />
      <Button type="submit" weight="strong" wide busy={action.busy()}>
        {t("about-trust.play-start")}
      </Button>
      <ActionError action={action} />
      <div role="status">
        <Show when={answer()}>{(found) => <Result answer={found()} />}</Show>
      </div>
    </form>
  );
}

function Result(props: { readonly answer: PlaygroundAnswer }): JSX.Element {
  const { t, counted, number } = useI18n();
  const drops = (before: number, after: number) =>
    t("about-trust.result-change", { before: counted("drops", before), after: counted("drops", after) });
  const share = (part: number) => t("about-trust.result-share", { share: number(Math.round(part * 1000) / 10) });
  const facts = () => [
    { name: t("about-trust.result-limit"), value: drops(props.answer.before, props.answer.after) },
    { name: t("about-trust.result-together"), value: drops(props.answer.togetherBefore, props.answer.togetherAfter) },
    {
      name: t("about-trust.result-walk"),
      value: t("about-trust.result-change", {
        before: share(props.answer.walkBefore),
        after: share(props.answer.walkAfter),
      }),
    },
    { name: t("about-trust.result-others"), value: counted("drops", props.answer.othersMoved) },
  ];
  return (
    <Card tone="sunk">
      <h3>{t("about-trust.result-title")}</h3>
      <Quiet>
        {counted("about-trust.result-put-in", props.answer.sybils, { praise: number(props.answer.praise) })}
      </Quiet>
      <dl class={styles["facts"]}>
        <For each={facts()}>
          {({ name, value }) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <Quiet>{t("about-trust.result-walk-hint")}</Quiet>
      <p>{t("about-trust.result-bound", { drops: counted("drops", props.answer.bound) })}</p>
    </Card>
  );
}
