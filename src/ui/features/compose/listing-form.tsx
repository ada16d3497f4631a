/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createStore } from "solid-js/store";
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import type { AppError, ListingDraft, Outcome } from "../../../app/api.ts";
import {
  CONDITIONS,
  LISTING_KINDS,
  MAX_LISTING_PLACE,
  MAX_STORY,
  MAX_TAG,
  MAX_TAGS,
  MAX_TITLE,
  MAX_WANTS,
  RETURNS,
} from "../../../app/limits.ts";
import { toAppError } from "../../i18n/app-error.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { type Explain, ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { onLeaving } from "../../kit/leaving.ts";
import { useToasts } from "../../kit/toast.tsx";
import { draftOf, EMPTY_DRAFT, isEmptyDraft } from "../../../app/listing-draft.ts";
import { LotChoice } from "./lot-choice.tsx";
import { PhotoPicker } from "./photo-picker.tsx";
import styles from "./compose.module.css";

/** Pause in the typing after which a draft is kept, in ms. */
const KEEP_AFTER_MS = 300;

/** Camera first, then a few words. What is typed is kept while it is typed. */
export function ListingForm(props: {
  readonly start: ListingDraft;
  readonly submit: string;
  /** Only what is listed anew can be drawn or auctioned. */
  readonly mayOpenLot?: boolean;
  readonly onKeep?: (draft: ListingDraft) => Outcome<void>;
  readonly onSubmit: (draft: ListingDraft) => Outcome<unknown>;
  readonly onDone: () => void;
  readonly explain?: Explain;
}): JSX.Element {
  const { t } = useI18n();
  const { offer, say } = useToasts();
  const action = createAction();
  const photo = createAction();
  // The form owns a copy from the moment it is shown.
  const [draft, setDraft] = createStore<ListingDraft>(draftOf(props.start));
  const [touched, setTouched] = createSignal(0);
  const change = (part: Partial<ListingDraft>) => {
    setDraft(part);
    isKept = false;
    setTouched((count) => count + 1);
  };
  /** A copy that can be handed to the worker. */
  const plain = (): ListingDraft => draftOf(draft);

  /** As it is typed; the draft has what it means. */
  const [tagText, setTagText] = createSignal(props.start.tags.join(", "));
  /** What was put away can be taken up again as long as this form is there. */
  let endOffer: () => void = () => undefined;
  const startAfresh = () => {
    const before = plain();
    const typed = tagText();
    change(EMPTY_DRAFT);
    setTagText("");
    endOffer();
    endOffer = offer(t("undo.emptied"), () => {
      change(before);
      setTagText(typed);
      say(t("undo.done"));
    });
  };
  onCleanup(() => endOffer());
  /** A gift asks for nothing; what is no gift any more asks for something again. */
  const changeKind = (kind: ListingDraft["kind"]) => {
    if (kind === "gift") return change({ kind, returns: "nothing", lot: null });
    change(
      draft.kind === "gift" ? { kind, returns: "swap", lot: null } : { kind, lot: kind === "lend" ? null : draft.lot },
    );
  };

  const [unkept, setUnkept] = createSignal<AppError | null>(null);
  let isKept = true;
  let isGone = false;
  const keep = async () => {
    if (props.onKeep === undefined) return;
    isKept = true;
    const failure = await failureOf(props.onKeep(plain()));
    if (failure !== null) isKept = false;
    if (isGone && failure !== null) say(t("compose.draft-lost"));
    setUnkept(failure);
  };
  createEffect(
    on(
      [touched, action.busy],
      ([, isSubmitting]) => {
        if (isKept || isSubmitting) return;
        const timer = setTimeout(() => void keep(), KEEP_AFTER_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );

  // A new version that takes this page's place waits until that is kept.
  onLeaving(async () => {
    if (!isKept && !action.busy()) await keep();
  });
  // Who leaves before the pause is over has typed it all the same; what is on its way into the pond is no draft.
  onCleanup(() => {
    isGone = true;
    if (!isKept && !action.busy()) void keep();
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.run(
          () => {
            // Before the listing, which takes the draft away: nothing is kept while it is on its way.
            if (!isKept) void keep();
            return props.onSubmit(plain());
          },
          () => {
            isKept = true;
            props.onDone();
          },
        );
      }}
    >
      <div class={styles["composer"]}>
        <Stack>
          <PhotoPicker kind={draft.kind} value={draft} action={photo} onChange={change} />
        </Stack>
        <Stack>
          <Card>
            <Stack>
              <TextField
                label={t("compose.title")}
                value={draft.title}
                onInput={(title) => change({ title })}
                maxLength={MAX_TITLE}
                required
              />
              <Show when={draft.returns !== "nothing"}>
                <TextField
                  label={t(draft.kind === "wanted" ? "compose.gives" : "compose.wants")}
                  value={draft.wants}
                  onInput={(wants) => change({ wants })}
                  maxLength={MAX_WANTS}
                  placeholder={t("compose.wants-example")}
                />
              </Show>
              <TextField
                label={t("compose.story")}
                value={draft.story}
                onInput={(story) => change({ story })}
                maxLength={MAX_STORY}
                rows={3}
              />
              <Choice
                legend={t("compose.kind")}
                value={draft.kind}
                options={LISTING_KINDS.map((value) => ({ value, label: t(`kind.${value}`), icon: value }))}
                onChange={changeKind}
              />
              <Show when={draft.kind !== "gift" && draft.kind !== "wanted"}>
                <Choice
                  legend={t("compose.returns")}
                  value={draft.returns}
                  options={RETURNS.map((value) => ({ value, label: t(`returns.${value}`) }))}
                  onChange={(returns) => change({ returns })}
                />
              </Show>
              <Show when={draft.kind === "thing" || draft.kind === "lend" || draft.kind === "gift"}>
                <Choice
                  legend={t("compose.condition")}
                  value={draft.condition}
                  options={CONDITIONS.map((value) => ({ value, label: t(`condition.${value}`) }))}
                  onChange={(condition) => change({ condition })}
                />
              </Show>
              <Show when={props.mayOpenLot === true && draft.kind !== "wanted" && draft.kind !== "lend"}>
                <LotChoice kind={draft.kind} lot={draft.lot} onChange={(lot) => change({ lot })} />
              </Show>
              <Fold label={t("compose.more")}>
                <TextField
                  label={t("compose.tags")}
                  hint={t("compose.tags-hint", { n: MAX_TAGS })}
                  value={tagText()}
                  onInput={(text) => {
                    setTagText(text);
                    change({ tags: tagsIn(text) });
                  }}
                  maxLength={MAX_TAGS * (MAX_TAG + 2)}
                />
                <TextField
                  label={t("compose.place")}
                  hint={t("compose.place-hint")}
                  value={draft.place}
                  onInput={(place) => change({ place })}
                  maxLength={MAX_LISTING_PLACE}
                />
              </Fold>
            </Stack>
          </Card>
          <Show when={unkept()}>
            {(error) => (
              <>
                <ErrorText error={error()} />
                <Quiet>{t("compose.not-kept")}</Quiet>
              </>
            )}
          </Show>
          {/* Always in sight: one photo and one line are enough, and most of the form lies below. */}
          <div class={styles["submit"]}>
            <Button type="submit" weight="strong" wide busy={action.busy() || photo.busy()}>
              {props.submit}
            </Button>
          </div>
          <ActionError action={action} explain={props.explain} />
          <Show when={props.onKeep !== undefined && (!isEmptyDraft(draft) || tagText() !== "")}>
            <Button weight="plain" wide busy={action.busy() || photo.busy()} onClick={startAfresh}>
              {t("undo.fresh")}
            </Button>
          </Show>
        </Stack>
      </div>
    </form>
  );
}

/** What went wrong; null where nothing did. */
async function failureOf(outcome: Outcome<void>): Promise<AppError | null> {
  try {
    const result = await outcome;
    return result.ok ? null : result.error;
  } catch (cause) {
    console.error(cause); // a bug, or a worker that died
    return toAppError(cause);
  }
}

/** Words between commas, each once; what is too long or one too many is left out. */
function tagsIn(text: string): readonly string[] {
  const words = text.split(/[,，、;；]/u).map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== "" && word.length <= MAX_TAG).slice(0, MAX_TAGS);
}
