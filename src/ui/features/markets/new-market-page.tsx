import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX } from "solid-js";
import { MAX_COMMENT, MAX_PLACE, MAX_TITLE } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import type { Explain } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { MomentField } from "../../kit/moment-field.tsx";
import { Page, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { momentIn } from "./when.ts";

/** Calls a market day: what, where, from when to when. */
export function NewMarketPage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const navigate = useNavigate();
  const action = createAction();
  const [title, setTitle] = createSignal("");
  const [place, setPlace] = createSignal("");
  const [note, setNote] = createSignal("");
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const explain: Explain = (error) => {
    if (error.kind === "against-the-rules") return t("day.too-many");
    return error.kind === "invalid-input" && error.field === "from" ? t("day.bad-times") : null;
  };
  const callIt = () => {
    const times = { from: momentIn(from()) ?? 0, to: momentIn(to()) ?? 0 };
    const day = { title: title(), place: place(), note: note(), ...times };
    return commands.callMarket(scope.pond, day);
  };
  return (
    <Page title={t("day.call")} back={scope.href("/markets")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run(callIt, (id) => navigate(scope.href(`/market/${id}`), { replace: true }));
        }}
      >
        <Stack>
          <TextField label={t("day.what")} value={title()} onInput={setTitle} maxLength={MAX_TITLE} required />
          <TextField
            label={t("day.where")}
            hint={t("day.where-hint")}
            value={place()}
            onInput={setPlace}
            maxLength={MAX_PLACE}
            required
          />
          <MomentField label={t("day.from")} value={from()} onInput={setFrom} />
          <MomentField label={t("day.to")} value={to()} onInput={setTo} />
          <TextField label={t("day.note")} value={note()} onInput={setNote} maxLength={MAX_COMMENT} rows={3} />
          <Button type="submit" weight="strong" wide busy={action.busy()}>
            {t("day.call-it")}
          </Button>
          <ActionError action={action} explain={explain} />
        </Stack>
      </form>
    </Page>
  );
}
