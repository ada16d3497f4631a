/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A, useNavigate, useParams } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { isListingOpen } from "../../../app/deal-actions.ts";
import { WITHDRAW_REASONS } from "../../../app/limits.ts";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { ListingView, LotView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import type { MessageKey } from "../../i18n/messages.ts";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Button, Buttons, LinkButton } from "../../kit/button.tsx";
import { Drops } from "../../kit/drops.tsx";
import { Fold } from "../../kit/fold.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Page, Quiet, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { NotHere } from "../../not-here.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { createBriefs } from "../../trust/briefs.ts";
import { WayIn } from "../../trust/way-in.tsx";
import { createListAnew, ListAnew } from "./list-anew.tsx";
import { ListingLoans } from "./listing-loans.tsx";
import { ListingLot } from "./listing-lot.tsx";
import { ListingMatches } from "./listing-matches.tsx";
import { ListingPhotos } from "./listing-photos.tsx";
import { ListingReach } from "./listing-reach.tsx";
import { ListingTalk } from "./listing-talk.tsx";
import { returnsWords } from "./returns-words.ts";
import styles from "./listing.module.css";

/** What a listing is when it is not open any more. */
type Standing = Exclude<ListingView["state"], "open"> | "lapsed";

/** One listing: what it is, what is wanted, and who it is from. */
export function ListingPage(): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const params = useParams<{ listing: string }>();
  /** Null where the address was changed by hand. */
  const id = () => recordIdFrom(params.listing);
  const listing = createLiveQuery<ListingView | null>(() => {
    const known = id();
    return known === null ? null : queries.listing(scope.pond, known);
  });
  return (
    <>
      <Show when={id() === null || listing() === null}>
        <NotHere back={scope.href("")} />
      </Show>
      <Show when={listing()}>{(view) => <Listing view={view()} />}</Show>
    </>
  );
}

function Listing(props: { readonly view: ListingView }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const isMine = () => props.view.owner === scope.me;
  // The clock of who lists may be ahead of this one: what has just come is open.
  const isOpen = () => isListingOpen(props.view, Math.max(now(), props.view.renewed));
  const standing = (): Standing | null => {
    const { state } = props.view;
    if (isOpen()) return null;
    return state === "open" ? "lapsed" : state;
  };
  const lot = createLiveQuery<LotView | null>(() => queries.lot(scope.pond, props.view.id));
  const briefs = createBriefs(() => [props.view.owner]);
  return (
    <Page title={props.view.title} back={scope.href("")}>
      <Stack>
        <ListingPhotos view={props.view} />
        <Show when={standing()}>{(state) => <p role="status">{t(standingText(state(), props.view.kind))}</p>}</Show>
        <Show when={(lot() ?? null) === null || lot()?.way === "draw"}>
          <p dir="auto">
            <strong>{returnsWords(props.view, i18n)}</strong>
          </p>
        </Show>
        <Show when={props.view.story}>
          <p dir="auto">{props.view.story}</p>
        </Show>
        <Quiet>
          {t(`kind.${props.view.kind}`)}
          <Show when={props.view.condition}>{(condition) => <> · {t(`condition.${condition()}`)}</>}</Show>
          <Show when={props.view.place}>
            {" · "}
            <bdi>{props.view.place}</bdi>
          </Show>{" "}
          · <Ago time={props.view.posted} />
        </Quiet>
        <Show when={props.view.tags.length > 0}>
          <Quiet>
            <For each={props.view.tags}>{(tag) => <bdi class={styles["tag"]}>{tag}</bdi>}</For>
          </Quiet>
        </Show>
        <Show when={!isMine()}>
          <Card>
            <A class={styles["owner"] ?? ""} href={scope.href(`/member/${props.view.owner}`)}>
              <bdi>{scope.nameOf(props.view.owner)}</bdi>
            </A>
            <WayIn brief={briefs().get(props.view.owner)} />
            <Show when={(briefs().get(props.view.owner)?.limit ?? 0) > 0}>
              <Drops drops={briefs().get(props.view.owner)?.limit ?? 0} />
            </Show>
          </Card>
        </Show>
        <Show when={props.view.kind === "lend"}>
          <ListingLoans view={props.view} isOpen={isOpen()} />
        </Show>
        <Show when={lot()}>{(one) => <ListingLot view={props.view} lot={one()} />}</Show>
        <Show
          when={isMine()}
          fallback={
            <Show when={isOpen() && lot() === null && props.view.kind !== "lend"}>
              <LinkButton weight="strong" wide icon="deals" href={scope.href(`/listing/${props.view.id}/offer`)}>
                {t(wayIn(props.view.kind))}
              </LinkButton>
            </Show>
          }
        >
          <ListingReach id={props.view.id} />
          <OwnActions view={props.view} isOpen={isOpen()} />
        </Show>
        <Show when={isMine()}>
          <ListingMatches view={props.view} />
        </Show>
        <ListingTalk view={props.view} />
      </Stack>
    </Page>
  );
}

function standingText(state: Standing, kind: ListingView["kind"]): MessageKey {
  if (state === "swapped" && kind === "gift") return "listing.given";
  return state === "swapped" && kind === "wanted" ? "listing.found" : `listing.${state}`;
}

/** What an offer for such a thing is called. */
function wayIn(kind: ListingView["kind"]): MessageKey {
  if (kind === "gift") return "listing.ask-for";
  return kind === "wanted" ? "listing.have-it" : "listing.offer";
}

function OwnActions(props: { readonly view: ListingView; readonly isOpen: boolean }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const navigate = useNavigate();
  const { offer } = useToasts();
  const listAnew = createListAnew();
  const action = createAction();
  return (
    <>
      <Show when={props.view.state !== "withdrawn"} fallback={<ListAnew view={props.view} />}>
        <LinkButton icon="edit" wide href={scope.href(`/listing/${props.view.id}/edit`)}>
          {t("listing.edit")}
        </LinkButton>
      </Show>
      <Show when={props.isOpen && !scope.card().isSample}>
        <LinkButton icon="file" weight="plain" wide href={scope.href(`/listing/${props.view.id}/print`)}>
          {t("print.title")}
        </LinkButton>
      </Show>
      <Show when={props.isOpen}>
        <Fold label={t("listing.withdraw")}>
          <Buttons>
            <For each={WITHDRAW_REASONS}>
              {(reason) => (
                <Button
                  busy={action.busy()}
                  onClick={() => {
                    const anew = listAnew(props.view);
                    action.run(
                      () => commands.withdrawListing(scope.pond, props.view.id, reason),
                      () => {
                        navigate(scope.href(""));
                        offer(t("undo.withdrawn"), anew, t("undo.again"));
                      },
                    );
                  }}
                >
                  {t(`withdraw.${reason}`)}
                </Button>
              )}
            </For>
          </Buttons>
        </Fold>
        <ActionError action={action} />
      </Show>
    </>
  );
}
