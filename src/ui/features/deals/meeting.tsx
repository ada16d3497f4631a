/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, type JSX, Show } from "solid-js";
import type { WordsView } from "../../../app/api.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { MomentField } from "../../kit/moment-field.tsx";
import { calendarFile } from "../../kit/calendar-file.ts";
import { Fold } from "../../kit/fold.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { createThingTitle } from "../../thing-title.tsx";
import { consentText, isAgreedTo, MAX_SPOT, type Meeting, MEETING_MS, proposalText } from "./meeting-words.ts";

/** Proposes a time and a spot; only the two can read it. */
export function ProposeMeeting(props: { readonly deal: DealView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [when, setWhen] = createSignal("");
  const [spot, setSpot] = createSignal("");
  return (
    <Fold label={t("meeting.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const time = Date.parse(when());
          if (Number.isNaN(time)) return;
          action.run(
            () => commands.say(scope.pond, props.deal.id, proposalText({ time, spot: spot() })),
            () => {
              setWhen("");
              setSpot("");
            },
          );
        }}
      >
        <Stack>
          <MomentField label={t("meeting.when")} value={when()} onInput={setWhen} />
          <TextField
            label={t("meeting.spot")}
            hint={t("meeting.safe")}
            value={spot()}
            onInput={setSpot}
            maxLength={MAX_SPOT}
            required
          />
          <Button type="submit" busy={action.busy()}>
            {t("meeting.propose")}
          </Button>
          <ActionError action={action} />
        </Stack>
      </form>
    </Fold>
  );
}

/** A proposal as a card: when, where, whether both want it; then it can go into a calendar. */
export function MeetingCard(props: {
  readonly deal: DealView;
  readonly proposal: WordsView;
  readonly meeting: Meeting;
  readonly words: readonly WordsView[];
  readonly mayAgree: boolean;
}): JSX.Element {
  const { t, moment } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const now = createNow();
  const title = createThingTitle(() => props.deal.listing);
  const isMine = () => props.proposal.by === scope.me;
  const isAgreed = () => isAgreedTo(props.proposal, props.words);
  const event = () => {
    const { time, spot } = props.meeting;
    return { id: props.proposal.id, title: title(), spot, from: time, to: time + MEETING_MS };
  };
  const who = () => (isMine() ? t("person.you-first") : scope.nameOf(props.proposal.by));
  return (
    <Card>
      <Quiet>{t(isAgreed() ? "meeting.agreed" : "meeting.proposed", { name: who() })}</Quiet>
      <p>
        <strong>{moment(props.meeting.time)}</strong>
        <br />
        <bdi>{props.meeting.spot}</bdi>
      </p>
      <Buttons>
        <Show when={!isMine() && !isAgreed() && props.mayAgree}>
          <Button
            weight="strong"
            icon="check"
            busy={action.busy()}
            onClick={() => action.run(() => commands.say(scope.pond, props.deal.id, consentText(props.proposal.id)))}
          >
            {t("meeting.agree")}
          </Button>
        </Show>
        <Show when={isAgreed()}>
          <Button onClick={() => saveFile(calendarFile(event(), now()), "shoal-meeting.ics")}>
            {t("meeting.calendar")}
          </Button>
        </Show>
      </Buttons>
      <ActionError action={action} />
    </Card>
  );
}
