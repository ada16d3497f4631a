import { useNavigate, useParams } from "@solidjs/router";
import { createResource, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { AppError, Outcome } from "../../../app/api.ts";
import { dropPicture, dropWords, type Kept, openIntake, readIntake } from "../../../app/intake.ts";
import { MAX_PHOTOS, MAX_STORY } from "../../../app/limits.ts";
import type { PondId } from "../../../domain/ids.ts";
import { err, ok } from "../../../lib/result.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import type { MessageKey } from "../../i18n/messages.ts";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Page, Stack } from "../../kit/page.tsx";
import { firstOf } from "../../live-query.ts";
import { PondChoice } from "../../pond-choice.tsx";
import { useShoal } from "../../services.tsx";
import { withPhoto } from "./add-photo.ts";
import { draftOf, EMPTY_DRAFT } from "../../../app/listing-draft.ts";

const WORDS_BY_FAILURE: Readonly<Record<Exclude<Kept, "kept">, MessageKey>> = {
  nothing: "share.nothing",
  "too-large": "share.too-large",
  "no-room": "share.no-room",
  full: "error.quota",
};

/** What another app shared becomes a draft: picture by picture, each out of the intake only once the draft that has it is kept. */
export function SharePage(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const navigate = useNavigate();
  const params = useParams<{ how?: string }>();
  const action = createAction();
  const [waiting, { refetch }] = createResource(
    // Anew for each share that comes to this page.
    () => params.how ?? "kept",
    async () => readIntake(await openIntake()),
  );
  /** The picture that could not be read, where it was one. */
  const [stuck, setStuck] = createSignal<string | null>(null);
  const [isFull, setFull] = createSignal(false);
  const failure = () => Object.entries(WORDS_BY_FAILURE).find(([how]) => how === params.how)?.[1];

  async function take(pond: PondId): Outcome<boolean> {
    const cache = await openIntake();
    const shared = await readIntake(cache);
    let draft = draftOf((await firstOf(queries.draft(pond))) ?? EMPTY_DRAFT);
    if (shared !== null && (shared.title !== "" || shared.story !== "")) {
      const isUntitled = draft.title === "";
      const story = [draft.story, ...(isUntitled ? [] : [shared.title]), shared.story].filter((text) => text !== "");
      draft = { ...draft, title: isUntitled ? shared.title : draft.title, story: story.join("\n").slice(0, MAX_STORY) };
      const kept = await commands.saveDraft(pond, draft);
      if (!kept.ok) return kept;
      await dropWords(cache);
    }
    for (const { key, picture } of shared?.pictures ?? []) {
      if (draft.photos.length >= MAX_PHOTOS) return ok(false);
      const added = await withPhoto(commands, () => draft, picture);
      if (!added.ok) {
        if (isUnreadable(added.error)) setStuck(key);
        return err(added.error);
      }
      draft = { ...draft, ...added.value };
      const kept = await commands.saveDraft(pond, draft);
      if (!kept.ok) return kept;
      await dropPicture(cache, key);
    }
    return ok(true);
  }

  const start = (pond: PondId) =>
    action.run(
      () => take(pond),
      (isWhole) => (isWhole ? navigate(`/pond/${pond}/new`, { replace: true }) : setFull(true)),
    );

  const leaveOut = async (key: string) => {
    await dropPicture(await openIntake(), key);
    setStuck(null);
    action.clear();
    await refetch();
  };

  return (
    <Page title={t("share.title")} back="/">
      <Stack>
        <Show when={failure()}>
          {(key) => (
            <Banner tone="koi" icon="notice" alert>
              <p>{t(key())}</p>
            </Banner>
          )}
        </Show>
        <Show when={waiting.latest === null && failure() === undefined}>
          <p>{t("share.empty")}</p>
        </Show>
        <Show when={waiting.latest === null}>
          <LinkButton href="/">{t("ponds.title")}</LinkButton>
        </Show>
        <Show when={waiting.latest}>
          {(shared) => (
            <>
              <Show when={shared().pictures.length > 0} fallback={<p>{t("share.words")}</p>}>
                <p>{counted("share.photos", shared().pictures.length)}</p>
              </Show>
              <Switch>
                <Match when={stuck()}>
                  {(key) => <Button onClick={() => void leaveOut(key())}>{t("share.leave-out")}</Button>}
                </Match>
                <Match when={isFull()}>
                  <Banner tone="koi" icon="notice" alert>
                    <p>{t("share.draft-full", { n: MAX_PHOTOS })}</p>
                  </Banner>
                </Match>
                <Match when={true}>
                  <PondChoice
                    question={t("share.which")}
                    none={t("share.no-pond")}
                    busy={action.busy()}
                    onPick={start}
                  />
                </Match>
              </Switch>
              <ActionError action={action} />
            </>
          )}
        </Show>
      </Stack>
    </Page>
  );
}

function isUnreadable(error: AppError): boolean {
  return error.kind === "invalid-input" && error.field === "photo";
}
