/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createMemo, type JSX, Show } from "solid-js";
import type { SyncGlance } from "../../../app/api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { createNow } from "../../kit/now.ts";

/** ms for which somebody is connected and has taken nothing of mine: an honest peer needs a second or two. */
const NOT_TAKEN_MS = 30_000;

/** A clock that is wrong by more than ten minutes parts a device from the others (L4): said, with what it shows. */
export function ClockHint(props: { readonly glance: SyncGlance }): JSX.Element {
  const { t, moment } = useI18n();
  const now = createNow();
  const hint = createMemo((): "sync.clock" | "sync.clock-behind" | null => {
    const { refused, peers, onlyHere, state } = props.glance;
    if ((refused["time-ahead"] ?? 0) > 0) return "sync.clock-behind";
    const isIgnored = state === "on" && onlyHere > 0 && peers.some(({ since }) => now() - since > NOT_TAKEN_MS);
    return isIgnored ? "sync.clock" : null;
  });
  return (
    <div role="status">
      <Show when={hint()}>
        {(text) => (
          <Banner tone="koi" icon="notice">
            <p>{t(text(), { now: moment(now()) })}</p>
          </Banner>
        )}
      </Show>
    </div>
  );
}
