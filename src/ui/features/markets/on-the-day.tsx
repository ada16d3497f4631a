/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { ListingView, MarketView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { TypedCode } from "../../kit/code-form.tsx";
import type { Explain } from "../../kit/error-text.tsx";
import { Fold } from "../../kit/fold.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Quiet, Section, Stack } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { Rings } from "../../rings.tsx";
import { useShoal } from "../../services.tsx";
import { MyCode } from "../../trust/my-code.tsx";
import styles from "./markets.module.css";

/** In the courtyard, without network: check in, see who is there and with what, and which rings would come of it. */
export function OnTheDay(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const isHere = () => props.view.here.some(({ member }) => member === scope.me);
  const here = () => props.view.here.filter(({ member }) => !scope.isMuted(member));
  return (
    <>
      <Section title={t(isHere() ? "day.checked-in" : "day.check-in")}>
        <Stack>
          <Show when={isHere()} fallback={<CheckIn view={props.view} />}>
            <Quiet>{t("day.let-scan")}</Quiet>
          </Show>
          <Fold label={t("met.show-mine")}>
            <MyCode />
          </Fold>
        </Stack>
      </Section>
      <Section title={t("day.here")}>
        <Show when={here().length > 0} fallback={<Quiet>{t("day.here-none")}</Quiet>}>
          <ul class={styles["here"]}>
            <For each={here()}>
              {({ member }) => (
                <li>
                  <A href={scope.href(`/member/${member}`)}>
                    <bdi>{member === scope.me ? t("person.you-first") : scope.nameOf(member)}</bdi>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Section>
      <Rings market={props.view.id} />
      <OnTheTables view={props.view} />
    </>
  );
}

function CheckIn(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const explain: Explain = ({ kind }) => {
    if (kind === "code-unreadable") return t("met.not-a-card");
    return kind === "not-found" ? t("met.not-arrived") : null;
  };
  const checkIn = (code: string) => action.run(() => commands.checkIn(scope.pond, props.view.id, code.trim()));
  return (
    <>
      <Quiet>{t("day.check-in-hint")}</Quiet>
      <Scanner strong action={t("day.scan")} label={t("met.scan-label")} onCode={checkIn} />
      <ActionError action={action} explain={explain} />
      <TypedCode label={t("met.their-text")} action={t("day.check-in")} busy={action.busy()} onCode={checkIn} />
    </>
  );
}

/** Listings of those who are here: what they brought first, then what else they have. */
function OnTheTables(props: { readonly view: MarketView }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const open = createLiveQuery(() => queries.listings(scope.pond));
  const listings = createMemo(() => {
    const here = new Set(props.view.here.map(({ member }) => member));
    const brought = new Set(props.view.comers.flatMap(({ brings }) => brings));
    const theirs = (open() ?? []).filter(({ owner }) => here.has(owner) && owner !== scope.me && !scope.isMuted(owner));
    const rank = ({ id }: ListingView) => (brought.has(id) ? 0 : 1);
    return theirs.toSorted((a, b) => rank(a) - rank(b));
  });
  return (
    <Show when={listings().length > 0}>
      <Section title={t("day.tables")}>
        <GrowList each={listings()} class={styles["tables"]}>
          {(listing) => (
            <A class={styles["thing"] ?? ""} href={scope.href(`/listing/${listing.id}`)}>
              <Photo kind={listing.kind} preview={listing.preview} alt="" shape="thumb" />
              <span>
                <strong dir="auto">{listing.title}</strong>
                <br />
                <bdi>{scope.nameOf(listing.owner)}</bdi>
                <Show when={listing.wants}>
                  <br />
                  <span class={styles["soft"]} dir="auto">
                    {t("grid.wants", { wants: listing.wants })}
                  </span>
                </Show>
              </span>
            </A>
          )}
        </GrowList>
      </Section>
    </Show>
  );
}
