/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, For, type JSX, Show } from "solid-js";
import { ok, type Result } from "../../../lib/result.ts";
import type { AppError } from "../../../app/api.ts";
import { CLOSE_REASONS } from "../../../app/limits.ts";
import type { RecordId } from "../../../domain/ids.ts";
import type { CloseReason } from "../../../domain/kinds/offer.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import type { TrustAnswer } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons, LinkButton } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { Quiet, Stack } from "../../kit/page.tsx";
import { createLiveQuery, firstOf } from "../../live-query.ts";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { dropsOf, type Stake, STAKES } from "./stakes.ts";
import { StakeWarning } from "./stake-warning.tsx";

/** Terms on the table that somebody is about to accept. */
interface Chosen {
  readonly round: RecordId;
  readonly choice: number;
}

/** What I can say to the terms on the table. Accepting asks what is at stake, and twice where that is more than my limit. */
export function Answer(props: {
  readonly deal: DealView;
  readonly may: ReadonlySet<string>;
  /** Id of the element that shows an alternative. */
  readonly idOfChoice: (round: RecordId, choice: number) => string;
}): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [stake, setStake] = createSignal<Stake>("some");
  const [doubted, setDoubted] = createSignal<Chosen | null>(null);
  const [isDeclining, setDeclining] = createSignal(false);
  const close = (why: CloseReason | null) => action.run(() => commands.closeOffer(scope.pond, props.deal.id, why));
  const other = () => otherSide(props.deal, scope.me);
  const trust = createLiveQuery<TrustAnswer | null>(
    () => (props.may.has("accept") ? queries.trust(scope.pond, other()) : null),
    "member",
  );
  const isCovered = () => (trust()?.limit ?? 0) >= dropsOf(stake());
  /** Other terms may have come while somebody was in doubt about these. */
  const standing = () => {
    const chosen = doubted();
    return chosen !== null && props.may.has("accept") && chosen.round === props.deal.rounds.at(-1)?.id ? chosen : null;
  };

  const sign = ({ round, choice }: Chosen) =>
    commands.acceptOffer(scope.pond, props.deal.id, round, choice, dropsOf(stake()));

  /** Signs where the limit is known to cover it; otherwise says that it has to be asked. */
  async function signOrDoubt(chosen: Chosen): Promise<Result<"signed" | "doubted", AppError>> {
    // Asked anew: a finger may be faster than the first answer.
    const answer = await firstOf(queries.trust(scope.pond, other()));
    if ((answer?.limit ?? 0) < dropsOf(stake())) return ok("doubted");
    const done = await sign(chosen);
    return done.ok ? ok("signed") : done;
  }

  const accept = (chosen: Chosen) =>
    action.run(
      () => signOrDoubt(chosen),
      (what) => setDoubted(what === "doubted" ? chosen : null),
    );

  return (
    <Stack>
      <Show when={props.may.has("accept")}>
        <Choice
          legend={t("stake.question")}
          value={stake()}
          options={STAKES.map((value) => ({
            value,
            label: `${t(`stake.${value}`)} · ${counted("drops", dropsOf(value))}`,
          }))}
          onChange={(value) => {
            setStake(value);
            // What was said of another stake holds no more.
            setDoubted(null);
          }}
        />
        <Quiet>{t("stake.why")}</Quiet>
        <Show when={isCovered()}>
          <Quiet>{counted("stake.will-keep", dropsOf(stake()))}</Quiet>
        </Show>
      </Show>
      <Show when={standing()} keyed>
        {(chosen) => (
          <StakeWarning
            member={other()}
            answer={trust() ?? null}
            stake={dropsOf(stake())}
            busy={action.busy()}
            onAccept={() =>
              action.run(
                () => sign(chosen),
                () => setDoubted(null),
              )
            }
            onLeave={() => setDoubted(null)}
          />
        )}
      </Show>
      <Show when={props.may.has("withdraw")}>
        <Quiet>{t("deal.waits-for", { name: scope.nameOf(other()) })}</Quiet>
      </Show>
      <Show when={standing() === null}>
        <Buttons>
          <Show when={props.may.has("accept") ? props.deal.rounds.at(-1) : undefined}>
            {(round) => (
              <For each={round().terms}>
                {(_, i) => (
                  <Button
                    weight="strong"
                    icon="check"
                    busy={action.busy()}
                    aria-describedby={props.idOfChoice(round().id, i())}
                    onClick={() => accept({ round: round().id, choice: i() })}
                  >
                    {round().terms.length > 1 ? t("deal.accept-which", { n: i() + 1 }) : t("deal.accept")}
                  </Button>
                )}
              </For>
            )}
          </Show>
          <Show when={props.may.has("counter")}>
            <LinkButton icon="deals" href={scope.href(`/deal/${props.deal.id}/counter`)}>
              {t("counter.title")}
            </LinkButton>
          </Show>
          <Show when={props.may.has("decline") || props.may.has("withdraw")}>
            <Button
              weight="plain"
              busy={action.busy()}
              aria-expanded={props.may.has("decline") ? isDeclining() : undefined}
              onClick={() => (props.may.has("decline") ? setDeclining(!isDeclining()) : close(null))}
            >
              {t(props.may.has("decline") ? "deal.decline" : "deal.withdraw")}
            </Button>
          </Show>
        </Buttons>
        <Show when={isDeclining() && props.may.has("decline")}>
          <Quiet>{t("decline.why")}</Quiet>
          <Buttons>
            <For each={CLOSE_REASONS}>
              {(why) => (
                <Button busy={action.busy()} onClick={() => close(why)}>
                  {t(`decline.${why}`)}
                </Button>
              )}
            </For>
            <Button weight="plain" busy={action.busy()} onClick={() => close(null)}>
              {t("decline.no-reason")}
            </Button>
          </Buttons>
        </Show>
      </Show>
      <ActionError action={action} />
    </Stack>
  );
}
