import { type JSX, Show } from "solid-js";
import type { ListingDraft, LotDraft } from "../../../app/api.ts";
import { LOT_WAYS, MAX_BID, MAX_UNIT } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Choice } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Quiet } from "../../kit/page.tsx";
import { SelectField } from "../../kit/select-field.tsx";

const HOURS = ["1", "6", "24", "48", "72", "120"] as const;
const USUAL: LotDraft = { way: "open", hours: 24, least: 0, unit: "" };

/** Who gets it: whom the owner chooses, or whoever a draw or an auction finds. */
export function LotChoice(props: {
  readonly kind: ListingDraft["kind"];
  readonly lot: LotDraft | null;
  readonly onChange: (lot: LotDraft | null) => void;
}): JSX.Element {
  const { t, counted } = useI18n();
  const change = (part: Partial<LotDraft>) => props.onChange({ ...(props.lot ?? USUAL), ...part });
  /** A gift is drawn; what has a price is bid for. */
  const ways = () => LOT_WAYS.filter((way) => (way === "draw") === (props.kind === "gift"));
  return (
    <Fold label={t(props.kind === "gift" ? "lot.choose-gift" : "lot.choose")}>
      <Choice
        legend={t("lot.who")}
        value={props.lot?.way ?? "none"}
        options={[
          { value: "none" as const, label: t("lot.none") },
          ...ways().map((value) => ({ value, label: t(`lot.way-${value}`) })),
        ]}
        onChange={(way) => (way === "none" ? props.onChange(null) : change({ way }))}
      />
      <Show when={props.lot}>
        {(lot) => (
          <>
            <Quiet>{t(`lot.hint-${lot().way}`)}</Quiet>
            <SelectField
              label={t("lot.open-for")}
              value={String(lot().hours)}
              options={HOURS.map((value) => ({ value, label: counted("lot.hours", Number(value)) }))}
              onChange={(hours) => change({ hours: Number(hours) })}
            />
            <Show when={lot().way !== "draw"}>
              <TextField
                label={t("lot.unit")}
                hint={t("lot.unit-hint")}
                value={lot().unit}
                onInput={(unit) => change({ unit })}
                maxLength={MAX_UNIT}
                required
              />
              <TextField
                label={t("lot.least")}
                value={String(lot().least)}
                onInput={(text) => change({ least: wholeNumber(text) })}
                maxLength={String(MAX_BID).length}
              />
            </Show>
          </>
        )}
      </Show>
    </Fold>
  );
}

/** What is no number is none: 0. */
function wholeNumber(text: string): number {
  const value = Math.floor(Number(text));
  return Number.isFinite(value) ? Math.min(Math.max(0, value), MAX_BID) : 0;
}
