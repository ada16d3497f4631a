/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createMemo, type JSX, Show } from "solid-js";
import type { RecordId } from "../../../domain/ids.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Quiet } from "../../kit/page.tsx";
import { Ripple } from "../../kit/ripple.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** On how many other devices a listing of mine is, as I last wrote it. Nothing is said of one that another device of mine wrote. */
export function ListingReach(props: { readonly id: RecordId }): JSX.Element {
  const { t, counted } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const reach = createLiveQuery(() => queries.reach(scope.pond));
  const devices = createMemo(() => reach()?.listings.find(({ id }) => id === props.id)?.devices ?? null);
  return (
    <Show when={devices() !== null}>
      <div role="status">
        <Quiet>
          {devices() === 0 ? t("believe.listing-only-this") : counted("believe.listing-on-devices", devices() ?? 0)}
          <Ripple reached={devices() ?? 0} />
        </Quiet>
      </div>
    </Show>
  );
}
