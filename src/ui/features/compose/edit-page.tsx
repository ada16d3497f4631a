import { useNavigate, useParams } from "@solidjs/router";
import { createResource, type JSX, Show } from "solid-js";
import { recordIdFrom } from "../../../app/route-ids.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { Page } from "../../kit/page.tsx";
import { firstOf } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { ListingForm } from "./listing-form.tsx";

/** Changing what I listed; it also lives another month from here. */
export function EditPage(): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const params = useParams<{ listing: string }>();
  const navigate = useNavigate();
  const [found] = createResource(async () => {
    const id = recordIdFrom(params.listing);
    return id === null ? null : firstOf(queries.listing(scope.pond, id));
  });
  return (
    <Page wide="pair" title={t("compose.edit")} back={scope.href(`/listing/${params.listing}`)}>
      <Show when={found() === null}>
        <ErrorText error={{ kind: "not-found" }} />
      </Show>
      <Show when={found()}>
        {(listing) => (
          <ListingForm
            start={{ ...listing(), lot: null }}
            submit={t("compose.save")}
            onSubmit={(draft) => commands.editListing(scope.pond, listing().id, draft)}
            onDone={() => navigate(scope.href(`/listing/${listing().id}`))}
          />
        )}
      </Show>
    </Page>
  );
}
