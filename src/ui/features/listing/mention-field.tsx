/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a list of suggestions under the fingers of whoever types (the combobox pattern); a <select> cannot be that */
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on } from "solid-js";
import { MAX_COMMENT, MAX_MENTIONS } from "../../../app/limits.ts";
import { foldText } from "../../../app/fold-text.ts";
import type { MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import field from "../../kit/field.module.css";
import { usePond } from "../../pond-context.tsx";
import { type Asked, askedAt, edited, mentioned, type Typed } from "./mentions.ts";
import styles from "./talk.module.css";

/** Members offered at once: as many as can be seen above a keyboard. */
const MOST = 5;

/** A line to say something on, in which members can be called by "@" and their name. */
export function MentionField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: Typed;
  readonly onChange: (typed: Typed) => void;
}): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [active, setActive] = createSignal(0);
  const offered = createMemo<readonly MemberView[]>(() => {
    const name = asked();
    if (name === null || props.value.mentions.length >= MAX_MENTIONS) return [];
    const query = foldText(name.query);
    const fitting = (scope.members() ?? []).filter(
      (member) =>
        member.id !== scope.me &&
        member.name !== "" &&
        !scope.isMuted(member.id) &&
        foldText(member.name).includes(query),
    );
    const rank = (member: MemberView) => (foldText(member.name).startsWith(query) ? 0 : 1);
    return fitting.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
  });
  const isOpen = () => offered().length > 0;
  const optionId = (i: number) => `${id}-option-${i}`;
  createEffect(on(offered, () => setActive(0)));

  const look = () => setAsked(askedAt(props.value, input?.selectionStart ?? props.value.text.length));
  const choose = (member: MemberView | undefined) => {
    const name = asked();
    if (name === null || member === undefined) return;
    const { typed, caret } = mentioned(props.value, name, { member: member.id, name: member.name });
    if (typed.text.length > MAX_COMMENT) return;
    props.onChange(typed);
    setAsked(null);
    input?.focus();
    input?.setSelectionRange(caret, caret);
  };
  const step = (by: number) => setActive((active() + by + offered().length) % offered().length);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => choose(offered()[active()]),
    Tab: () => choose(offered()[active()]),
    Escape: () => setAsked(null),
  };
  return (
    <div class={`${field["field"] ?? ""} ${styles["says"] ?? ""}`}>
      <label class={field["label"]} for={id}>
        {props.label}
      </label>
      <input
        ref={(element) => (input = element)}
        id={id}
        class={field["input"]}
        dir="auto"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen()}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen() ? optionId(active()) : undefined}
        aria-describedby={`${id}-hint`}
        value={props.value.text}
        maxLength={MAX_COMMENT}
        required
        autocomplete="off"
        onInput={(event) => {
          props.onChange(edited(props.value, event.currentTarget.value));
          look();
        }}
        onClick={look}
        onBlur={() => setAsked(null)}
        onKeyDown={(event) => {
          const act = keys[event.key];
          // While an input method is at work, its keys are its own.
          if (!isOpen() || act === undefined || event.isComposing) return;
          event.preventDefault();
          act();
        }}
      />
      <div id={`${id}-list`} class={styles["offered"]} role="listbox" aria-label={t("mention.list")} hidden={!isOpen()}>
        <For each={offered()}>
          {(member, i) => (
            // The field keeps the focus and the keys; see above.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              id={optionId(i())}
              role="option"
              aria-selected={i() === active()}
              tabindex="-1"
              onPointerDown={(event) => event.preventDefault()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(member)}
            >
              <bdi>{member.name}</bdi>
              <span class={styles["unlike"]}>{t("mention.unlike", { date: date(member.since) })}</span>
            </div>
          )}
        </For>
      </div>
      <p class={field["hint"]} id={`${id}-hint`}>
        {props.hint}
      </p>
    </div>
  );
}
