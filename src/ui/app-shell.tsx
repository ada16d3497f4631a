import "./styles/layers.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { HashRouter, Route, useLocation } from "@solidjs/router";
import { createEffect, createSignal, ErrorBoundary, type JSX, on, onCleanup, onMount, Show, Suspense } from "solid-js";
import { defaultSettings } from "../app/default-settings.ts";
import type { Settings } from "../app/api.ts";
import type { ShoalApp } from "../app/shoal-app.ts";
import { PondsPage } from "./features/ponds/ponds-page.tsx";
import { I18nProvider, preferredLanguage } from "./i18n/i18n.tsx";
import { loadAllMessages } from "./i18n/load-messages.ts";
import { breath, idle } from "./kit/breath.ts";
import { lazyPart, loadParts } from "./kit/lazy-part.ts";
import { Waiting } from "./kit/page.tsx";
import { ToastProvider, useToasts } from "./kit/toast.tsx";
import { Guard } from "./kit/trouble.tsx";
import { listenForInstall } from "./installed/install-prompt.ts";
import type { BesideKind, BesideList } from "./beside.tsx";
import { createLiveQuery } from "./live-query.ts";
import { ShoalProvider, useShoal } from "./services.tsx";

// Each screen is a chunk of its own; the first one comes with the page.
const PondFrame = lazyPart(async () => (await import("./pond-frame.tsx")).PondFrame);
const JoinPage = lazyPart(async () => (await import("./features/join/join-page.tsx")).JoinPage);
const Beside = lazyPart(async () => (await import("./beside.tsx")).Beside);
const GridPage = lazyPart(async () => (await import("./features/grid/grid-page.tsx")).GridPage);
const NewPage = lazyPart(async () => (await import("./features/compose/new-page.tsx")).NewPage);
const EditPage = lazyPart(async () => (await import("./features/compose/edit-page.tsx")).EditPage);
const ListingPage = lazyPart(async () => (await import("./features/listing/listing-page.tsx")).ListingPage);
const PrintPage = lazyPart(async () => (await import("./features/listing/print-page.tsx")).PrintPage);
const OfferPage = lazyPart(async () => (await import("./features/deals/offer-page.tsx")).OfferPage);
const CounterPage = lazyPart(async () => (await import("./features/deals/counter-page.tsx")).CounterPage);
const DealsPage = lazyPart(async () => (await import("./features/deals/deals-page.tsx")).DealsPage);
const DealPage = lazyPart(async () => (await import("./features/deals/deal-page.tsx")).DealPage);
const MarketsPage = lazyPart(async () => (await import("./features/markets/markets-page.tsx")).MarketsPage);
const NewMarketPage = lazyPart(async () => (await import("./features/markets/new-market-page.tsx")).NewMarketPage);
const MarketPage = lazyPart(async () => (await import("./features/markets/market-page.tsx")).MarketPage);
const PeoplePage = lazyPart(async () => (await import("./features/people/people-page.tsx")).PeoplePage);
const MemberPage = lazyPart(async () => (await import("./features/people/member-page.tsx")).MemberPage);
const InvitePage = lazyPart(async () => (await import("./features/invite/invite-page.tsx")).InvitePage);
const AboutPage = lazyPart(async () => (await import("./features/about/about-page.tsx")).AboutPage);
const MyCardPage = lazyPart(async () => (await import("./features/card/my-card-page.tsx")).MyCardPage);
const ReadCardPage = lazyPart(async () => (await import("./features/card/read-card-page.tsx")).ReadCardPage);
const IdentityPage = lazyPart(async () => (await import("./features/identity/identity-page.tsx")).IdentityPage);
const PairPage = lazyPart(async () => (await import("./features/pair/pair-page.tsx")).PairPage);
const SyncPage = lazyPart(async () => (await import("./features/sync/sync-page.tsx")).SyncPage);
const CarryPage = lazyPart(async () => (await import("./features/carry/carry-page.tsx")).CarryPage);
const OpenPage = lazyPart(async () => (await import("./features/carry/open-page.tsx")).OpenPage);
const AboutTrustPage = lazyPart(async () => (await import("./features/trust/about-trust-page.tsx")).AboutTrustPage);
const NewsPage = lazyPart(async () => (await import("./features/news/news-page.tsx")).NewsPage);
const Teller = lazyPart(async () => (await import("./teller.tsx")).Teller);
const GoPage = lazyPart(async () => (await import("./features/launch/go-page.tsx")).GoPage);
const SharePage = lazyPart(async () => (await import("./features/compose/share-page.tsx")).SharePage);
const Notices = lazyPart(async () => (await import("./installed/notices.tsx")).Notices);
const RestorePage = lazyPart(async () => (await import("./features/keep/restore-page.tsx")).RestorePage);
const BackupPage = lazyPart(async () => (await import("./features/keep/backup-page.tsx")).BackupPage);
const DevicesPage = lazyPart(async () => (await import("./features/keep/devices-page.tsx")).DevicesPage);
const StoragePage = lazyPart(async () => (await import("./features/keep/storage-page.tsx")).StoragePage);
const LeavePage = lazyPart(async () => (await import("./features/keep/leave-page.tsx")).LeavePage);
const MePage = lazyPart(async () => (await import("./features/me/me-page.tsx")).MePage);

const ListingsBeside = beside(GridPage, "listings");
const DealsBeside = beside(DealsPage, "deals");
const PeopleBeside = beside(PeoplePage, "people");

/** An address of a pond's listings. */
const LISTINGS = /^#\/pond\/[^/]+\/?$/;

/** Asks for what a pond's first screen is made of while the database is still being opened; waits for none of it. */
export async function fetchAhead(hash: string): Promise<void> {
  if (!LISTINGS.test(hash)) return;
  for (const preload of [PondFrame.preload, Beside.preload, GridPage.preload]) {
    void preload().catch(() => undefined); // what does not come is said where it is drawn
    await breath();
  }
}

// The browser says once that it would install, often before the first screen is there.
listenForInstall();

/** The whole user interface, on whatever `shoal` is. */
export function App(props: { readonly shoal: ShoalApp }): JSX.Element {
  return (
    <ShoalProvider shoal={props.shoal}>
      <Shell />
    </ShoalProvider>
  );
}

function Shell(): JSX.Element {
  const settings = createSettings();
  const drawn = createSteps(2);
  createEffect(() => {
    if (drawn() === 2) void loadParts([loadAllMessages]);
  });
  createEffect(() => {
    const { theme } = settings();
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  });
  createEffect(() => {
    if (settings().keepsAll) onCleanup(stayAwake());
  });
  return (
    <I18nProvider language={settings().language}>
      <ToastProvider>
        <HashRouter root={(page) => <Ground isDrawn={drawn() > 1}>{page.children}</Ground>}>
          <Route path="/" component={PondsPage} />
          <Route path="/join/:payload" component={JoinPage} />
          <Route path="/go/:what" component={GoPage} />
          <Route path="/share/:how?" component={SharePage} />
          <Route path="/open" component={OpenPage} />
          <Route path="/me" component={MePage} />
          <Route path="/me/trust" component={AboutTrustPage} />
          <Route path="/me/backup" component={BackupPage} />
          <Route path="/me/devices" component={DevicesPage} />
          <Route path="/me/storage" component={StoragePage} />
          <Route path="/restore" component={RestorePage} />
          <Route path="/pond/:pond" component={PondFrame}>
            <Route component={ListingsBeside}>
              <Route path="/" />
              <Route path="/listing/:listing" component={ListingPage} />
            </Route>
            <Route component={DealsBeside}>
              <Route path="/deals" />
              <Route path="/deal/:deal" component={DealPage} />
            </Route>
            <Route component={PeopleBeside}>
              <Route path="/people" />
              <Route path="/member/:member" component={MemberPage} />
            </Route>
            <Route path="/new" component={NewPage} />
            <Route path="/listing/:listing/edit" component={EditPage} />
            <Route path="/listing/:listing/print" component={PrintPage} />
            <Route path="/listing/:listing/offer" component={OfferPage} />
            <Route path="/deal/:deal/counter" component={CounterPage} />
            <Route path="/markets" component={MarketsPage} />
            <Route path="/markets/new" component={NewMarketPage} />
            <Route path="/market/:market" component={MarketPage} />
            <Route path="/news" component={NewsPage} />
            <Route path="/invite" component={InvitePage} />
            <Route path="/about" component={AboutPage} />
            <Route path="/card" component={MyCardPage} />
            <Route path="/card/read" component={ReadCardPage} />
            <Route path="/identity" component={IdentityPage} />
            <Route path="/sync" component={SyncPage} />
            <Route path="/carry" component={CarryPage} />
            <Route path="/leave" component={LeavePage} />
            <Route path="/pair" component={PairPage} />
          </Route>
          <Route path="*" component={PondsPage} />
        </HashRouter>
        <Show when={drawn() > 0}>
          <Suspense>
            <Teller />
          </Suspense>
        </Show>
      </ToastProvider>
    </I18nProvider>
  );
}

/** Under every screen: one `main`, a place for failures, and the focus that follows the way. What can come later waits until it `isDrawn`. */
function Ground(props: { readonly isDrawn: boolean; readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  const { arrived } = useToasts();
  let main: HTMLElement | undefined;
  // Those who listen hear the new screen from its top; on arrival the browser does that by itself.
  createEffect(
    on(
      () => location.pathname,
      (path) => {
        arrived(`#${path}`);
        main?.setAttribute("data-moved", "");
        contentOf(main)?.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );
  return (
    <main ref={(element) => (main = element)} tabindex="-1">
      <Guard>
        <Suspense fallback={<Waiting />}>{props.children}</Suspense>
      </Guard>
      <ErrorBoundary fallback={null}>
        <Show when={props.isDrawn}>
          <Suspense>
            <Notices />
          </Suspense>
        </Show>
      </ErrorBoundary>
    </main>
  );
}

/** Around a list of a pond and what is opened from it. The router asks for what it needs as early as for a screen. */
function beside(list: BesideList, of: BesideKind) {
  const Around = (props: { readonly children?: JSX.Element }): JSX.Element => (
    <Beside list={list} of={of}>
      {props.children}
    </Beside>
  );
  return Object.assign(Around, { preload: () => Promise.all([Beside.preload(), list.preload()]) });
}

/** Where a screen begins: behind a pond's tabs, which a keyboard would have to pass on every screen. */
function contentOf(main: HTMLElement | undefined): HTMLElement | undefined {
  return main?.querySelector<HTMLElement>("[data-content]") ?? main;
}

/** Counts up to `last` once the first screen is there, one whenever nothing else is to do: what can come later comes in steps. */
function createSteps(last: number): () => number {
  const [step, setStep] = createSignal(0);
  const climb = async () => {
    for (let count = 1; count <= last; count++) {
      await idle();
      setStep(count);
    }
  };
  onMount(() => void climb());
  return step;
}

/** The settings as far as they are known: what the browser prefers, until the database has answered. */
function createSettings(): () => Settings {
  const { queries } = useShoal();
  const stored = createLiveQuery(() => queries.settings());
  const preferred = defaultSettings(preferredLanguage());
  return () => {
    try {
      return stored() ?? preferred;
    } catch {
      return preferred; // the screens meet the same failure and show it; the frame must stand to let them
    }
  };
}

/** Until the returned function is called. Few devices are a pond's memory: the others do not load what it takes. */
function stayAwake(): () => void {
  const sleeping = import("./keep-awake.ts").then(({ keepAwake }) => keepAwake());
  return () => void endOf(sleeping);
}

async function endOf(ending: Promise<() => void>): Promise<void> {
  (await ending)();
}
