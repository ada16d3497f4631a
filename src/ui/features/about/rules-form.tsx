/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, type JSX } from "solid-js";
import { INVITERS, MAX_RULES } from "../../../app/limits.ts";
import type { RulingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** What a founder usually wants; another number that was laid down stays among them. */
const USUAL_NUMBERS = [1, 3, 5, 10];
const ANY = "any";

/** The founder's word, with a reason that everyone reads. */
export function RulesForm(props: { readonly start: RulingView | null }): JSX.Element {
  const { t, number } = useI18n();
  const { commands } = useShoal();
  const { say } = useToasts();
  const scope = usePond();
  const action = createAction();
  // The form owns a copy from the moment it is shown.
  const [invites, setInvites] = createSignal(props.start?.invites ?? "everyone");
  const [newcomers, setNewcomers] = createSignal(choiceOf(props.start?.newcomerListings ?? null));
  const [reason, setReason] = createSignal(props.start?.reason ?? "");
  const numbers = () =>
    [...new Set([...USUAL_NUMBERS, props.start?.newcomerListings ?? USUAL_NUMBERS[0] ?? 1])].sort((a, b) => a - b);
  const rules = () => ({
    invites: invites(),
    newcomerListings: newcomers() === ANY ? null : Number(newcomers()),
    reason: reason(),
  });
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run(
            () => commands.setPondRules(scope.pond, rules()),
            () => say(t("rules.saved")),
          );
        }}
      >
        <Stack>
          <Choice
            legend={t("rules.invites")}
            value={invites()}
            options={INVITERS.map((value) => ({ value, label: t(`rules.invites-${value}`) }))}
            onChange={setInvites}
          />
          <Choice
            legend={t("rules.newcomers")}
            value={newcomers()}
            options={[
              { value: ANY, label: t("rules.any") },
              ...numbers().map((value) => ({ value: String(value), label: number(value) })),
            ]}
            onChange={setNewcomers}
          />
          <TextField
            label={t("rules.reason")}
            hint={t("rules.reason-hint")}
            value={reason()}
            onInput={setReason}
            maxLength={MAX_RULES}
            rows={2}
          />
          <Button type="submit" weight="strong" wide busy={action.busy()}>
            {t("rules.save")}
          </Button>
          <ActionError action={action} />
        </Stack>
      </form>
    </Card>
  );
}

function choiceOf(listings: number | null): string {
  return listings === null ? ANY : String(listings);
}
