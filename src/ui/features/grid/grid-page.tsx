import { A } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { MAX_TITLE } from "../../../app/limits.ts";
import type { IdentityKey } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Button, IconLink, LinkButton } from "../../kit/button.tsx";
import { Empty } from "../../kit/empty.tsx";
import { TextField } from "../../kit/field.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Next } from "../../kit/next.tsx";
import { Page, Quiet } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { createLiveQuery, firstOf } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { ClaimNotices } from "../../trust/claims.tsx";
import { createBriefs } from "../../trust/briefs.ts";
import { mostTrustedFirst } from "../../trust/by-walk.ts";
import { WayIn } from "../../trust/way-in.tsx";
import { GridChoices } from "./grid-choices.tsx";
import { narrowed, placesIn } from "./grid-filter.ts";
import { KeptSearches } from "./kept-searches.tsx";
import { createGridView } from "./grid-view.ts";
import { NextMarket } from "./next-market.tsx";
import styles from "./grid.module.css";

/** What lies idle here. */
export function GridPage(): JSX.Element {
  const { t, number } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const all = createLiveQuery(() => queries.listings(scope.pond));
  const listings = createMemo(() => all()?.filter(({ owner }) => !scope.isMuted(owner)));
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  const [view, setView] = createGridView(scope.pond);
  const words = () => view().words.trim();
  const hits = createLiveQuery(() => (words() === "" ? null : queries.search(scope.pond, words())));
  /** The first search of a large pond has to read it all: that begins while somebody reaches for the keys. */
  const readAhead = () => {
    void firstOf(queries.search(scope.pond, "")).catch((cause: unknown) => console.error("search", cause));
  };
  const byWords = createMemo<readonly ListingView[]>((before) => {
    const seen = listings() ?? [];
    if (words() === "") return seen;
    const known = hits();
    // Until the next answer is here, what the last letter found stays.
    if (known === undefined) return before;
    const listingById = new Map(seen.map((listing) => [listing.id, listing] as const));
    return known.flatMap((id) => listingById.get(id) ?? []);
  }, []);
  const found = createMemo(() => narrowed(byWords(), view()));
  const places = createMemo(() => placesIn(listings() ?? [], scope.me));
  const walk = createLiveQuery(() => (view().order === "newest" ? null : queries.walk(scope.pond)));
  const [shown, setShown] = createSignal<readonly ListingView[]>([]);
  // The filter has to know everybody who lists something, the marks only those in sight.
  const briefs = createBriefs(() => (view().onlyTrusted ? (listings() ?? []) : shown()).map(({ owner }) => owner));
  const isTrusted = (owner: IdentityKey) => owner === scope.me || (briefs().get(owner)?.limit ?? 0) > 0;
  const trusted = createMemo(() => (view().onlyTrusted ? found().filter(({ owner }) => isTrusted(owner)) : found()));
  const ordered = createMemo(() => {
    const shares = walk();
    if (shares === undefined) return trusted();
    return mostTrustedFirst(trusted(), ({ owner }) => owner, shares, { id: scope.me, place: "last" });
  });
  const hasAny = () => (listings()?.length ?? 0) > 0;
  /** Something would be here, but for the filter; not said before it is known who is trusted. */
  const isFilteredAway = () =>
    hasAny() && trusted().length === 0 && found().length > 0 && found().every(({ owner }) => briefs().has(owner));
  const isArriving = () => (sync()?.known ?? 0) > (sync()?.have ?? 0);
  return (
    <Page
      wide
      back="/"
      title={scope.card().name}
      lead={scope.card().view?.place ?? t("grid.not-met")}
      actions={
        <>
          <IconLink icon="calendar" label={t("day.title")} href={scope.href("/markets")} />
          <IconLink icon="about" label={t("rules.about")} href={scope.href("/about")} />
          <IconLink icon="invite" label={t("invite.title")} href={scope.href("/invite")} />
        </>
      }
    >
      <ClaimNotices />
      <NextMarket />
      <Show when={isArriving()}>
        <label class={styles["arriving"]}>
          {t("sync.arriving", { have: number(sync()?.have ?? 0), known: number(sync()?.known ?? 0) })}
          <progress max={sync()?.known} value={sync()?.have} />
        </label>
      </Show>
      <div class={styles["tools"]}>
        <TextField
          quietLabel
          type="search"
          label={t("grid.search")}
          placeholder={t("grid.search")}
          value={view().words}
          onInput={(typed) => setView({ ...view(), words: typed })}
          onFocus={readAhead}
          maxLength={MAX_TITLE}
        />
        <Show when={hasAny()}>
          <GridChoices view={view()} places={places()} onChange={setView} />
        </Show>
      </div>
      <Show when={listings()?.length === 0}>
        <Empty title={t("grid.empty-title")} text={t("grid.empty-text")}>
          <LinkButton weight="strong" icon="plus" href={scope.href("/new")}>
            {t("nav.new")}
          </LinkButton>
          <LinkButton icon="invite" href={scope.href("/invite")}>
            {t("grid.invite")}
          </LinkButton>
        </Empty>
      </Show>
      <Show when={hasAny() && found().length === 0 && (words() === "" || hits() !== undefined)}>
        <Quiet>{t("grid.nothing-found")}</Quiet>
      </Show>
      <KeptSearches
        choice={{ words: words(), kind: view().kind, returns: view().returns, onlyTrusted: view().onlyTrusted }}
        onShow={({ words: kept, kind, returns, onlyTrusted }) => {
          setView({ ...view(), words: kept, kind, returns, onlyTrusted });
        }}
      />
      <Show when={isFilteredAway()}>
        <Empty title={t("grid.nobody-trusted-title")} text={t("grid.nobody-trusted")}>
          <Button onClick={() => setView({ ...view(), onlyTrusted: false })}>{t("grid.show-all")}</Button>
        </Empty>
      </Show>
      <Show when={listings() !== undefined}>
        <Next>
          <GrowList each={ordered()} class={styles["grid"]} place={`grid ${scope.pond}`} onShown={setShown}>
            {(listing) => (
              <A class={styles["card"] ?? ""} href={scope.href(`/listing/${listing.id}`)}>
                <Photo kind={listing.kind} preview={listing.preview} alt="" shape="card" />
                <strong dir="auto">{listing.title}</strong>
                <Show when={listing.wants}>
                  <span class={styles["wants"]} dir="auto">
                    {t(listing.kind === "wanted" ? "returns.gives" : "grid.wants", { wants: listing.wants })}
                  </span>
                </Show>
                <span class={styles["owner"]} dir="auto">
                  {scope.nameOf(listing.owner)}
                </span>
                <WayIn quietOfStrangers brief={briefs().get(listing.owner)} />
              </A>
            )}
          </GrowList>
        </Next>
      </Show>
    </Page>
  );
}
