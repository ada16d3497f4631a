/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { RecordId } from "../../../domain/ids.ts";
import type { CommentView, ListingView, TalkView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { Quiet, Section, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { MentionField } from "./mention-field.tsx";
import { piecesOf, type Typed } from "./mentions.ts";
import styles from "./talk.module.css";

const NOTHING: Typed = { text: "", mentions: [] };

/** Questions, answers and likes: public in the pond. */
export function ListingTalk(props: { readonly view: ListingView }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const talk = createLiveQuery<TalkView>(() => queries.talk(scope.pond, props.view.id));
  const [answered, setAnswered] = createSignal<RecordId | null>(null);
  const shown = () => (talk()?.comments ?? []).filter(({ by }) => !scope.isMuted(by));
  const comment = () => talk()?.comments.find(({ id }) => id === answered()) ?? null;
  return (
    <Show when={talk()}>
      {(said) => (
        <>
          <Likes view={props.view} talk={said()} />
          <Section title={t("talk.title")}>
            <Show when={shown().length === 0}>
              <Quiet>{t(props.view.owner === scope.me ? "talk.none-mine" : "talk.none")}</Quiet>
            </Show>
            <ol class={styles["comments"]}>
              <For each={shown()}>
                {(one) => (
                  <Comment
                    view={props.view}
                    comment={one}
                    answers={said().comments.find(({ id }) => id === one.answers) ?? null}
                    onAnswer={() => setAnswered(one.id)}
                  />
                )}
              </For>
            </ol>
            <Say view={props.view} answers={comment()} onDone={() => setAnswered(null)} />
          </Section>
        </>
      )}
    </Show>
  );
}

function Likes(props: { readonly view: ListingView; readonly talk: TalkView }): JSX.Element {
  const { t, counted } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const others = () => props.talk.likes.filter((who) => who !== props.view.owner);
  const isLiked = () => props.talk.likes.includes(scope.me);
  const isMine = () => props.view.owner === scope.me;
  return (
    <div class={styles["likes"]}>
      <Show when={!isMine()}>
        <Button
          icon="like"
          weight={isLiked() ? "strong" : "soft"}
          aria-pressed={isLiked()}
          busy={action.busy()}
          onClick={() => action.run(() => commands.like(scope.pond, props.view.id, !isLiked()))}
        >
          {t("talk.like")}
        </Button>
      </Show>
      <Show when={others().length > 0}>
        <Quiet>{counted("talk.likes", others().length)}</Quiet>
      </Show>
      <ActionError action={action} />
    </div>
  );
}

function Comment(props: {
  readonly view: ListingView;
  readonly comment: CommentView;
  readonly answers: CommentView | null;
  readonly onAnswer: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const { offer } = useToasts();
  const action = createAction();
  const isMine = () => props.comment.by === scope.me;
  /** Gone for good (X5): what can be done is to say it anew, below the others. */
  const takeBack = () => {
    const { pond } = scope;
    const { id } = props.view;
    const { text, answers } = props.comment;
    const mentions = props.comment.mentions.map(({ at, length, member }) => ({ at, length, member }));
    const said = { text, answers, mentions };
    action.run(
      () => commands.dropComment(pond, id, props.comment.id),
      () => offer(t("undo.comment"), () => commands.comment(pond, id, said), t("undo.say-again")),
    );
  };
  const who = (by: CommentView["by"]) => (by === scope.me ? t("person.you-first") : scope.nameOf(by));
  return (
    <li class={styles["comment"]} data-owner={props.comment.by === props.view.owner}>
      <span class={styles["who"]}>
        <A href={scope.href(`/member/${props.comment.by}`)}>
          <bdi>{who(props.comment.by)}</bdi>
        </A>
        <Show when={props.comment.by === props.view.owner}>
          <span class={styles["badge"]}>{t("talk.owner")}</span>
        </Show>
        <Ago time={props.comment.time} />
      </span>
      <Show when={props.answers}>{(earlier) => <Quiet>{t("talk.answers", { name: who(earlier().by) })}</Quiet>}</Show>
      <Show when={!props.comment.takenBack} fallback={<Quiet>{t("talk.taken-back")}</Quiet>}>
        <p class={styles["text"]} dir="auto">
          <For each={piecesOf(props.comment)}>
            {(piece) => (
              <Show when={"member" in piece ? piece.member : null} fallback={"text" in piece ? piece.text : ""}>
                {(member) => (
                  <A href={scope.href(`/member/${member()}`)}>
                    @<bdi>{scope.nameOf(member())}</bdi>
                  </A>
                )}
              </Show>
            )}
          </For>
        </p>
        <div class={styles["tools"]}>
          <Show
            when={isMine()}
            fallback={
              <Button weight="plain" onClick={() => props.onAnswer()}>
                {t("talk.answer")}
              </Button>
            }
          >
            <Button weight="plain" busy={action.busy()} onClick={takeBack}>
              {t("talk.take-back")}
            </Button>
          </Show>
        </div>
      </Show>
      <ActionError action={action} />
    </li>
  );
}

function Say(props: {
  readonly view: ListingView;
  readonly answers: CommentView | null;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [typed, setTyped] = createSignal<Typed>(NOTHING);
  const label = () => {
    if (props.answers !== null) return t("talk.say-to", { name: scope.nameOf(props.answers.by) });
    return t(props.view.owner === scope.me ? "talk.say-mine" : "talk.say");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const said = { ...typed(), answers: props.answers?.id ?? null };
        action.run(
          () => commands.comment(scope.pond, props.view.id, said),
          () => {
            setTyped(NOTHING);
            props.onDone();
          },
        );
      }}
    >
      <Stack>
        <MentionField
          label={label()}
          hint={`${t("talk.public")} ${t("mention.hint")}`}
          value={typed()}
          onChange={setTyped}
        />
        <Buttons>
          <Button type="submit" icon="send" busy={action.busy()}>
            {t("talk.send")}
          </Button>
          <Show when={props.answers}>
            <Button weight="plain" onClick={() => props.onDone()}>
              {t("talk.not-as-answer")}
            </Button>
          </Show>
        </Buttons>
        <ActionError action={action} />
      </Stack>
    </form>
  );
}
