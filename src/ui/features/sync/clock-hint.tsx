/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createMemo, type JSX, Show } from "solid-js";
import type { SyncGlance } from "../../../app/api.ts";
import { clockSeems } from "../../../app/clock-hint.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { createNow } from "../../kit/now.ts";

/** A clock that is wrong by more than ten minutes parts a device from the others (L4): said, with what it shows. */
export function ClockHint(props: { readonly glance: SyncGlance }): JSX.Element {
  const { t, moment } = useI18n();
  const now = createNow();
  const hint = createMemo((): "sync.clock" | "sync.clock-behind" | null => {
    const seems = clockSeems(props.glance, now());
    if (seems === "right") return null;
    return seems === "behind" ? "sync.clock-behind" : "sync.clock";
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
