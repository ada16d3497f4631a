import "./styles/layers.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { HashRouter, Route, useLocation } from "@solidjs/router";
import { createEffect, type JSX, on, onMount, Suspense } from "solid-js";
import type { Settings, ShoalApp } from "../app/api.ts";
import { PondsPage } from "./features/ponds/ponds-page.tsx";
import { I18nProvider, preferredLanguage } from "./i18n/i18n.tsx";
import { lazyPart, loadParts } from "./kit/lazy-part.ts";
import { Waiting } from "./kit/page.tsx";
import { ToastProvider } from "./kit/toast.tsx";
import { Guard } from "./kit/trouble.tsx";
import { createLiveQuery } from "./live-query.ts";
import { PondFrame } from "./pond-frame.tsx";
import { ShoalProvider, useShoal } from "./services.tsx";

// Each screen is a chunk of its own; the first one comes with the page.
const JoinPage = lazyPart(async () => (await import("./features/join/join-page.tsx")).JoinPage);
const GridPage = lazyPart(async () => (await import("./features/grid/grid-page.tsx")).GridPage);
const NewPage = lazyPart(async () => (await import("./features/compose/new-page.tsx")).NewPage);
const EditPage = lazyPart(async () => (await import("./features/compose/edit-page.tsx")).EditPage);
const ListingPage = lazyPart(async () => (await import("./features/listing/listing-page.tsx")).ListingPage);
const OfferPage = lazyPart(async () => (await import("./features/deals/offer-page.tsx")).OfferPage);
const CounterPage = lazyPart(async () => (await import("./features/deals/counter-page.tsx")).CounterPage);
const DealsPage = lazyPart(async () => (await import("./features/deals/deals-page.tsx")).DealsPage);
const DealPage = lazyPart(async () => (await import("./features/deals/deal-page.tsx")).DealPage);
const PeoplePage = lazyPart(async () => (await import("./features/people/people-page.tsx")).PeoplePage);
const MemberPage = lazyPart(async () => (await import("./features/people/member-page.tsx")).MemberPage);
const InvitePage = lazyPart(async () => (await import("./features/invite/invite-page.tsx")).InvitePage);
const AboutPage = lazyPart(async () => (await import("./features/about/about-page.tsx")).AboutPage);
const MyCardPage = lazyPart(async () => (await import("./features/card/my-card-page.tsx")).MyCardPage);
const ReadCardPage = lazyPart(async () => (await import("./features/card/read-card-page.tsx")).ReadCardPage);
const IdentityPage = lazyPart(async () => (await import("./features/identity/identity-page.tsx")).IdentityPage);
const PairPage = lazyPart(async () => (await import("./features/pair/pair-page.tsx")).PairPage);
const SyncPage = lazyPart(async () => (await import("./features/sync/sync-page.tsx")).SyncPage);
const AboutTrustPage = lazyPart(async () => (await import("./features/trust/about-trust-page.tsx")).AboutTrustPage);
const MePage = lazyPart(async () => (await import("./features/me/me-page.tsx")).MePage);

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
  onMount(loadParts);
  createEffect(() => {
    const { theme } = settings();
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  });
  return (
    <I18nProvider language={settings().language}>
      <ToastProvider>
        <HashRouter root={Ground}>
          <Route path="/" component={PondsPage} />
          <Route path="/join/:payload" component={JoinPage} />
          <Route path="/me" component={MePage} />
          <Route path="/me/trust" component={AboutTrustPage} />
          <Route path="/pond/:pond" component={PondFrame}>
            <Route path="/" component={GridPage} />
            <Route path="/new" component={NewPage} />
            <Route path="/listing/:listing" component={ListingPage} />
            <Route path="/listing/:listing/edit" component={EditPage} />
            <Route path="/listing/:listing/offer" component={OfferPage} />
            <Route path="/deals" component={DealsPage} />
            <Route path="/deal/:deal" component={DealPage} />
            <Route path="/deal/:deal/counter" component={CounterPage} />
            <Route path="/people" component={PeoplePage} />
            <Route path="/member/:member" component={MemberPage} />
            <Route path="/invite" component={InvitePage} />
            <Route path="/about" component={AboutPage} />
            <Route path="/card" component={MyCardPage} />
            <Route path="/card/read" component={ReadCardPage} />
            <Route path="/identity" component={IdentityPage} />
            <Route path="/sync" component={SyncPage} />
            <Route path="/pair" component={PairPage} />
          </Route>
          <Route path="*" component={PondsPage} />
        </HashRouter>
      </ToastProvider>
    </I18nProvider>
  );
}

/** Under every screen: one `main`, a place for failures, and the focus that follows the way. */
function Ground(props: { readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  let main: HTMLElement | undefined;
  // Those who listen hear the new screen from its top; on arrival the browser does that by itself.
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );
  return (
    <main ref={(element) => (main = element)} tabindex="-1">
      <Guard>
        <Suspense fallback={<Waiting />}>{props.children}</Suspense>
      </Guard>
    </main>
  );
}

/** The settings as far as they are known: what the browser prefers, until the database has answered. */
function createSettings(): () => Settings {
  const { queries } = useShoal();
  const stored = createLiveQuery(() => queries.settings());
  const preferred: Settings = { language: preferredLanguage(), theme: "system" };
  return () => {
    try {
      return stored() ?? preferred;
    } catch {
      return preferred; // the screens meet the same failure and show it; the frame must stand to let them
    }
  };
}
