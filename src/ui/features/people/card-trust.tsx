import { createMemo, createSignal, For, type JSX, mapArray, Show } from "solid-js";
import type { RecordId } from "../../../domain/ids.ts";
import type { DealView, MemberView } from "../../../domain/pond/views.ts";
import type { TrustAnswer, TrustPath, TrustStep } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Drops } from "../../kit/drops.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { SafeSteps } from "../../trust/safe-steps.tsx";
import styles from "./card.module.css";
import { DealRecordsOf } from "./deal-record.tsx";
import { edgeKey } from "./path-layout.ts";
import { PathPicture } from "./path-picture.tsx";
import { badStepInWords, pathInWords, type PathWords, reportInWords, stepInWords } from "./path-words.ts";

/** Community trust: what I can know through people I dealt with; another viewer may see another number, and both are right. */
export function CardTrust(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const isMe = () => props.view.id === scope.me;
  const trust = createLiveQuery<TrustAnswer | null>(
    () => (isMe() ? null : queries.trust(scope.pond, props.view.id)),
    "member",
  );
  return (
    <Section title={t("card.trust")}>
      <Card>
        <Show when={!isMe()} fallback={<p>{t("card.self")}</p>}>
          <Show when={trust()}>{(answer) => <Answer answer={answer()} />}</Show>
        </Show>
      </Card>
    </Section>
  );
}

function Answer(props: { readonly answer: TrustAnswer }): JSX.Element {
  const { t, counted, number } = useI18n();
  const scope = usePond();
  const name = () => scope.nameOf(props.answer.member);
  const isUnknown = () => props.answer.plus === 0 && props.answer.minus === 0;
  const words = createPathWords(() => [...props.answer.paths, ...props.answer.reports]);
  const told = () => props.answer.paths.reduce((sum, { drops }) => sum + drops, 0);
  return (
    <>
      <Show
        when={props.answer.limit > 0}
        fallback={<p>{t(isUnknown() ? "risk.nothing-known" : "risk.none-left", { name: name() })}</p>}
      >
        <p class={styles["limit"]}>{t("risk.up-to", { drops: counted("drops", props.answer.limit), name: name() })}</p>
        <Drops drops={props.answer.limit} />
      </Show>
      <Show when={props.answer.paths.length > 0}>
        <Ways title={t("path.title")} tone="good" paths={props.answer.paths} words={words()} />
        <Show when={props.answer.plus > told()}>
          <Quiet>{t("path.more", { drops: counted("drops", props.answer.plus - told()) })}</Quiet>
        </Show>
      </Show>
      <Show when={props.answer.reports.length > 0}>
        <Ways title={t("path.against")} tone="bad" paths={props.answer.reports} words={words()} />
      </Show>
      <Show when={props.answer.limit === 0}>
        <SafeSteps member={props.answer.member} />
      </Show>
      <Fold label={t("risk.more")}>
        <Quiet>{t("risk.drop-means")}</Quiet>
        <Show when={!isUnknown()}>
          <Quiet>{t("risk.standing", { n: number(Math.round(props.answer.standing * 100) / 100) })}</Quiet>
        </Show>
      </Fold>
    </>
  );
}

/** The same ways twice: as a picture, and as sentences that open what is behind each step. */
function Ways(props: {
  readonly title: string;
  readonly tone: "good" | "bad";
  readonly paths: readonly TrustPath[];
  readonly words: PathWords;
}): JSX.Element {
  const { t } = useI18n();
  const [chosen, setChosen] = createSignal<string | null>(null);
  const steps = createMemo(() => props.paths.flatMap((path) => path.steps));
  const behind = () => mergeSteps(steps().filter((step) => edgeKey(step) === chosen()));
  return (
    <>
      <h3>{props.title}</h3>
      <PathPicture
        paths={props.paths}
        tone={props.tone}
        keyOf={edgeKey}
        chosen={chosen()}
        onChoose={(stream) => setChosen(edgeKey(stream) === chosen() ? null : edgeKey(stream))}
      />
      <Show when={behind()} keyed fallback={<Quiet>{t("path.hint")}</Quiet>}>
        {(step) => (
          <div class={styles["behind"]}>
            <Step step={step} words={props.words} isReport={props.tone === "bad" && isLast(props.paths, step)} />
          </div>
        )}
      </Show>
      <ul class={styles["facts"]}>
        <For each={props.paths}>
          {(path) => (
            <li>
              <details class={styles["why"]}>
                <summary>{(props.tone === "bad" ? reportInWords : pathInWords)(path, props.words)}</summary>
                <div class={styles["behind"]}>
                  <For each={path.steps}>
                    {(step) => (
                      <Step step={step} words={props.words} isReport={props.tone === "bad" && isLast([path], step)} />
                    )}
                  </For>
                </div>
              </details>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function Step(props: { readonly step: TrustStep; readonly words: PathWords; readonly isReport: boolean }): JSX.Element {
  return (
    <>
      <Quiet>
        <bdi>{props.isReport ? badStepInWords(props.step, props.words) : stepInWords(props.step, props.words)}</bdi>
      </Quiet>
      <DealRecordsOf ids={props.step.why.deals} />
    </>
  );
}

function isLast(paths: readonly TrustPath[], step: TrustStep): boolean {
  return paths.some(({ steps }) => steps.at(-1)?.to === step.to && steps.at(-1)?.from === step.from);
}

/** Two ways may share a step for different reasons: a swap here, an invite there. */
function mergeSteps(steps: readonly TrustStep[]): TrustStep | null {
  const [first] = steps;
  if (first === undefined) return null;
  const why = {
    deals: [...new Set(steps.flatMap((step) => step.why.deals))],
    invited: steps.some((step) => step.why.invited),
    met: steps.some((step) => step.why.met),
  };
  return { ...first, why };
}

/** What the sentences about these ways need: names, and the deals that they speak of. */
function createPathWords(paths: () => readonly TrustPath[]): () => PathWords {
  const i18n = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const ids = createMemo(() => [...new Set(paths().flatMap(({ steps }) => steps.flatMap(({ why }) => why.deals)))]);
  const answers = mapArray(ids, (id: RecordId) => createLiveQuery<DealView | null>(() => queries.deal(scope.pond, id)));
  const words = createMemo<PathWords>(() => {
    const deals = answers().flatMap((answer) => {
      const deal = answer();
      return deal == null ? [] : [[deal.id, deal] as const];
    });
    return { i18n, nameOf: (id) => scope.nameOf(id), me: scope.me, deals: new Map(deals) };
  });
  return words;
}
