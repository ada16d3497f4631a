/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A, useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { isCheckInOpen } from "../../../app/market-day.ts";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { MarketView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button } from "../../kit/button.tsx";
import { calendarFile } from "../../kit/calendar-file.ts";
import { createNow } from "../../kit/now.ts";
import { Card, Page, Quiet, Stack } from "../../kit/page.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { NotHere } from "../../not-here.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { MyWord } from "./my-word.tsx";
import { OnTheDay } from "./on-the-day.tsx";
import { createWhen } from "./when.ts";
import { WhoComes } from "./who-comes.tsx";

/** One market day: when and where, who comes with what; on the day, who is there. */
export function MarketPage(): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const params = useParams<{ market: string }>();
  /** Null where the address was changed by hand. */
  const id = () => recordIdFrom(params.market);
  const market = createLiveQuery<MarketView | null>(() => {
    const known = id();
    return known === null ? null : queries.market(scope.pond, known);
  }, "id");
  return (
    <>
      <Show when={id() === null || market() === null}>
        <NotHere back={scope.href("/markets")} />
      </Show>
      <Show when={market()}>{(view) => <Market view={view()} />}</Show>
    </>
  );
}

function Market(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const now = createNow();
  const when = createWhen();
  const calling = createAction();
  const isAhead = () => props.view.state === "called" && now() <= props.view.to;
  const isOnTheDay = () => isCheckInOpen(props.view, now());
  const event = () => {
    const { id, title, place: spot, from, to } = props.view;
    return { id, title, spot, from, to };
  };
  return (
    <Page title={props.view.title} back={scope.href("/markets")} lead={<bdi>{props.view.place}</bdi>}>
      <Stack>
        <Show when={props.view.state === "off"}>
          <Banner tone="koi" icon="notice">
            <p>{t("day.off")}</p>
          </Banner>
        </Show>
        <Card>
          <p>
            <strong>{when(props.view)}</strong>
          </p>
          <Show when={props.view.note}>
            <p dir="auto">{props.view.note}</p>
          </Show>
          <Quiet>
            <A data-alone href={scope.href(`/member/${props.view.by}`)}>
              {t("day.called-by", { name: scope.nameOf(props.view.by) })}
            </A>
          </Quiet>
          <Show when={isAhead()}>
            <Button onClick={() => saveFile(calendarFile(event(), now()), "shoal-market-day.ics")}>
              {t("meeting.calendar")}
            </Button>
          </Show>
        </Card>
        <Show when={isOnTheDay()}>
          <OnTheDay view={props.view} />
        </Show>
        <Show when={isAhead()}>
          <MyWord view={props.view} />
        </Show>
        <WhoComes view={props.view} />
        <Show when={isAhead() && props.view.by === scope.me}>
          <TwoSteps
            first={t("day.call-off")}
            meaning={t("day.call-off-means")}
            second={t("day.call-off")}
            action={calling}
            onSure={() => calling.run(() => commands.callMarketOff(scope.pond, props.view.id))}
          />
        </Show>
      </Stack>
    </Page>
  );
}
