import { A, useNavigate } from "@solidjs/router";
import { createMemo, createResource, type JSX, Show } from "solid-js";
import { newcomerLimit } from "../../../app/house-rules.ts";
import { Hint } from "../../hint.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { type Explain } from "../../kit/error-text.tsx";
import { Page, Quiet, Waiting } from "../../kit/page.tsx";
import { firstOf } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { EMPTY_DRAFT } from "../../../app/listing-draft.ts";
import { ListingForm } from "./listing-form.tsx";

/** A new listing, going on where it was left. */
export function NewPage(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const navigate = useNavigate();
  const [kept] = createResource(async () => (await firstOf(queries.draft(scope.pond))) ?? EMPTY_DRAFT);
  /** How many things a newcomer may show here; null for who is none, and where any number is welcome. */
  const limit = createMemo(() => {
    const view = scope.card().view;
    return view === null ? null : newcomerLimit(view, scope.members() ?? [], scope.me);
  });
  const rule = () => counted("rules.says-newcomers", limit() ?? 0);
  const explain: Explain = ({ kind }) =>
    kind === "against-the-rules" && limit() !== null ? `${rule()} ${t("rules.may-not-list")}` : null;
  return (
    <Page wide="pair" title={t("compose.new")} back={scope.href("")}>
      <Hint name="compose" />
      <Show when={limit() !== null}>
        <Quiet>
          {rule()} <A href={scope.href("/about")}>{t("rules.see")}</A>
        </Quiet>
      </Show>
      <Show when={kept()} fallback={<Waiting />}>
        {(start) => (
          <ListingForm
            start={start()}
            submit={t("compose.submit")}
            mayOpenLot
            onKeep={(draft) => commands.saveDraft(scope.pond, draft)}
            onSubmit={(draft) => commands.postListing(scope.pond, draft)}
            explain={explain}
            onDone={() => navigate(scope.href(""))}
          />
        )}
      </Show>
    </Page>
  );
}
