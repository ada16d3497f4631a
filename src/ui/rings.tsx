/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { Circle } from "../app/api.ts";
import type { RecordId } from "../domain/ids.ts";
import type { RingView } from "../domain/pond/views.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { ActionError, createAction } from "./kit/action.tsx";
import { Button, Buttons } from "./kit/button.tsx";
import { createNow } from "./kit/now.ts";
import { Card, Quiet, Section, Stack } from "./kit/page.tsx";
import { createLiveQuery } from "./live-query.ts";
import { usePond } from "./pond-context.tsx";
import { useShoal } from "./services.tsx";
import { ringsShown } from "./rings-shown.ts";
import { ThingTitle } from "./thing-title.tsx";
import styles from "./rings.module.css";

/** Swap rings: what would come of the offers on the table, and what was proposed and waits; at a market day, of who is there. */
export function Rings(props: { readonly market?: RecordId }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const proposed = createLiveQuery(() => queries.rings(scope.pond));
  const circles = createLiveQuery(
    () => (props.market === undefined ? queries.circles(scope.pond) : queries.circlesAt(scope.pond, props.market)),
    "legs",
  );
  const waiting = () => {
    const open = (proposed() ?? []).filter(
      ({ state, until, by }) => state === "proposed" && now() <= until && !scope.isMuted(by),
    );
    return ringsShown(open, scope.me);
  };
  return (
    <Show when={waiting().length > 0 || (circles()?.length ?? 0) > 0}>
      <Section title={t("ring.title")}>
        <Quiet>{t(props.market === undefined ? "ring.hint" : "day.rings")}</Quiet>
        <For each={waiting()}>{(ring) => <Proposed ring={ring} />}</For>
        <For each={circles()}>{(circle) => <Possible circle={circle} />}</For>
      </Section>
    </Show>
  );
}

function Legs(props: { readonly legs: RingView["legs"] | Circle["legs"] }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const who = (at: number) => {
    const leg = props.legs[at % props.legs.length];
    if (leg === undefined) return "";
    return leg.member === scope.me ? t("person.you-first") : scope.nameOf(leg.member);
  };
  return (
    <ol class={styles["legs"]}>
      <For each={props.legs}>
        {(leg, i) => (
          <li>
            <A href={scope.href(`/member/${leg.member}`)}>
              <bdi>{who(i())}</bdi>
            </A>{" "}
            → <bdi>{who(i() + props.legs.length - 1)}</bdi>
            {": "}
            <A href={scope.href(`/listing/${leg.listing}`)}>
              <ThingTitle id={leg.listing} />
            </A>
            <Show when={"offer" in leg && leg.offer !== null}> · {t("ring.said-yes")}</Show>
          </li>
        )}
      </For>
    </ol>
  );
}

function Possible(props: { readonly circle: Circle }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const legs = () => props.circle.legs.map((leg) => ({ ...leg }));
  return (
    <Card>
      <Stack>
        <Legs legs={props.circle.legs} />
        <Button
          weight="strong"
          busy={action.busy()}
          onClick={() => action.run(() => commands.proposeRing(scope.pond, { legs: legs() }))}
        >
          {t("ring.propose")}
        </Button>
        <ActionError action={action} />
      </Stack>
    </Card>
  );
}

function Proposed(props: { readonly ring: RingView }): JSX.Element {
  const { t, moment } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const haveJoined = () => props.ring.legs.some(({ member, offer }) => member === scope.me && offer !== null);
  return (
    <Card>
      <Stack>
        <Legs legs={props.ring.legs} />
        <p role="status">{t(haveJoined() ? "ring.you-wait" : "ring.waits", { time: moment(props.ring.until) })}</p>
        <Show when={!haveJoined()}>
          <Buttons>
            <Button
              weight="strong"
              icon="check"
              busy={action.busy()}
              onClick={() => action.run(() => commands.joinRing(scope.pond, props.ring.id))}
            >
              {t("ring.join")}
            </Button>
            <Button
              weight="plain"
              busy={action.busy()}
              onClick={() => action.run(() => commands.refuseRing(scope.pond, props.ring.id))}
            >
              {t("ring.refuse")}
            </Button>
          </Buttons>
        </Show>
        <ActionError action={action} />
      </Stack>
    </Card>
  );
}
