import { useNavigate } from "@solidjs/router";
import { createResource, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Page, Waiting } from "../../kit/page.tsx";
import { firstOf } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { EMPTY_DRAFT, ListingForm } from "./listing-form.tsx";

/** A new listing, going on where it was left. */
export function NewPage(): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const navigate = useNavigate();
  const [kept] = createResource(async () => (await firstOf(queries.draft(scope.pond))) ?? EMPTY_DRAFT);
  return (
    <Page title={t("compose.new")} back={scope.href("")}>
      <Show when={kept()} fallback={<Waiting />}>
        {(start) => (
          <ListingForm
            start={start()}
            submit={t("compose.submit")}
            onKeep={(draft) => commands.saveDraft(scope.pond, draft)}
            onSubmit={(draft) => commands.postListing(scope.pond, draft)}
            onDone={() => navigate(scope.href(""))}
          />
        )}
      </Show>
    </Page>
  );
}
