/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import type { JSX } from "solid-js";
import type { MemberView } from "../../domain/pond/views.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { ActionError, createAction } from "../kit/action.tsx";
import { Button } from "../kit/button.tsx";
import { saveFile } from "../kit/save-file.ts";
import { usePond } from "../pond-context.tsx";
import { useShoal } from "../services.tsx";

/** How such a file's name ends. */
export const CARD_FILE = ".card";

/** A button that writes a member's card into a file, for another pond. */
export function SaveCard(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const name = () => scope.nameOf(props.view.id);
  return (
    <>
      <Button
        icon="share"
        wide
        busy={action.busy()}
        onClick={() =>
          action.run(
            () => commands.exportCard(scope.pond, props.view.id),
            (card) => saveFile(card, `${name()}, ${scope.card().name}${CARD_FILE}`),
          )
        }
      >
        {props.view.id === scope.me ? t("carry.save") : t("carry.save-theirs", { name: name() })}
      </Button>
      <ActionError action={action} />
    </>
  );
}
