/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useNavigate, useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { RecordId } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { Page } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { LimitLine } from "./limit-line.tsx";
import { TermsForm } from "./terms-form.tsx";

/** Offering something for a listing. */
export function OfferPage(): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const params = useParams<{ listing: string }>();
  const navigate = useNavigate();
  const all = createLiveQuery(() => queries.listings(scope.pond));
  /** Null where the address was changed by hand. */
  const id = () => recordIdFrom(params.listing);
  const listing = createLiveQuery<ListingView | null>(() => {
    const known = id();
    return known === null ? null : queries.listing(scope.pond, known);
  });
  let made: RecordId | null = null;
  return (
    <Page title={t("offer.title")} back={scope.href(`/listing/${params.listing}`)} lead={<bdi>{listing()?.title}</bdi>}>
      <Show when={id() === null || listing() === null}>
        <ErrorText error={{ kind: "not-found" }} />
      </Show>
      <Show when={listing()}>
        {(view) => (
          <>
            <LimitLine member={view().owner} />
            <TermsForm
              listing={view()}
              things={(all() ?? []).filter(({ owner, kind }) => owner === scope.me && kind !== "wanted")}
              legend={t("offer.my-things")}
              onlyWords={t("offer.only-words")}
              submit={t("offer.submit")}
              onSubmit={async (terms, note) => {
                const done = await commands.makeOffer(scope.pond, view().id, terms, note);
                if (done.ok) made = done.value;
                return done;
              }}
              onDone={() => navigate(scope.href(made === null ? "/deals" : `/deal/${made}`))}
            />
          </>
        )}
      </Show>
    </Page>
  );
}
