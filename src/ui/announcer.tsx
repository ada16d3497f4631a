/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a paragraph that is read aloud when it changes */
import { useLocation } from "@solidjs/router";
import { createEffect, createSignal, type JSX, on, onCleanup } from "solid-js";
import styles from "./announcer.module.css";
import { useI18n } from "./i18n/i18n.tsx";
import { Ripple } from "./kit/ripple.tsx";
import { useToasts } from "./kit/toast.tsx";
import { createLiveQuery } from "./live-query.ts";
import { createArrivals, createPace, createReached } from "./near.ts";
import { usePond } from "./pond-context.tsx";
import { useShoal } from "./services.tsx";

/** Time for what comes together to be said together, in ms. */
const SETTLE_MS = 2500;
/** No more often than this, in ms: whoever listens has something else to do. */
const EVERY_MS = 10_000;

/**
 * What changes by itself in a pond, wherever in it somebody is: for those who listen, who has come and that there is something new
 * for them; for all, that what they listed has reached others.
 */
export function Announcer(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries } = useShoal();
  const { say } = useToasts();
  const scope = usePond();
  const location = useLocation();
  const sync = createLiveQuery(() => queries.sync(scope.pond));
  const reach = createLiveQuery(() => queries.reach(scope.pond));
  const [heard, setHeard] = createSignal("");
  const arrivals = createArrivals();
  const reachedSince = createReached();
  const forMe = () => scope.card().news.forMe;
  let known = forMe();
  const pace = createPace(look, { settleMs: SETTLE_MS, everyMs: EVERY_MS, now: () => performance.now() });
  onCleanup(() => pace.stop());

  createEffect(
    on(
      [
        () =>
          sync()
            ?.peers.map(({ name }) => name)
            .join("\n"),
        forMe,
      ],
      () => {
        setHeard(""); // the same words are only heard again where they are new
        pace.wake();
      },
    ),
  );
  createEffect(
    on(
      () =>
        reach()
          ?.listings.map(({ id, devices }) => `${id} ${devices}`)
          .join("\n"),
      pace.wake,
    ),
  );

  function look(): void {
    setHeard([comers(), news()].filter((words) => words !== "").join(" "));
    const reached = reach();
    if (reached !== undefined) tell(reachedSince(reached.listings));
  }

  function comers(): string {
    const arrived = arrivals(sync()?.peers ?? [], performance.now());
    // That page says so by itself.
    if (arrived === null || location.pathname === scope.href("/sync")) return "";
    return "name" in arrived ? t("near.member", arrived) : counted("near.members", arrived.here);
  }

  function news(): string {
    const before = known;
    known = forMe();
    return known > before ? `${counted("nav.news-badge", known)}.` : "";
  }

  function tell(reached: ReturnType<typeof reachedSince>): void {
    const [first, ...others] = reached;
    if (first === undefined) return;
    const href = others.length === 0 ? scope.href(`/listing/${first.id}`) : scope.href("/sync");
    if (location.pathname === href) return; // there the line itself says so, with its ripple
    const { by } = first;
    const one = () =>
      by === null || scope.isMuted(by) ? t("near.reached-some") : t("near.reached", { name: scope.nameOf(by) });
    const words = others.length === 0 ? one() : counted("near.reached-many", reached.length);
    say(words, `#${href}`, () => <Ripple reached={1} isNew />);
  }

  return (
    <p class={styles["heard"]} role="status">
      {heard()}
    </p>
  );
}
