import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { Outcome } from "../../../app/api.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { ok } from "../../../lib/result.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { firstOf } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { draftOf, isEmptyDraft } from "../../../app/listing-draft.ts";

/**
 * What is withdrawn stays so (X1): it can be listed anew, as another listing. It becomes the draft, where none is being written,
 * and the composer is opened with it. What is returned can be called when this screen has gone.
 */
export function createListAnew(): (view: ListingView) => () => Outcome<void> {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const { say } = useToasts();
  const { pond, href } = usePond();
  const navigate = useNavigate();
  return (view) => {
    const again = draftOf({ ...view, lot: null });
    return async () => {
      const kept = await firstOf(queries.draft(pond));
      if (kept !== null && !isEmptyDraft(kept)) {
        say(t("undo.again-later"), `#${href("/new")}`);
        return ok(undefined);
      }
      const saved = await commands.saveDraft(pond, again);
      if (saved.ok) navigate(href("/new"));
      return saved;
    };
  };
}

export function ListAnew(props: { readonly view: ListingView }): JSX.Element {
  const { t } = useI18n();
  const action = createAction();
  const listAnew = createListAnew();
  return (
    <>
      <Button wide icon="plus" busy={action.busy()} onClick={() => action.run(listAnew(props.view))}>
        {t("undo.again")}
      </Button>
      <ActionError action={action} />
    </>
  );
}
