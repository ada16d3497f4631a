/* oxlint-disable solid/reactivity -- what is returned here is called where a screen is drawn, which is tracked; the rule cannot see that */
import { createMemo } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";

/** From when to when, as people say it: the day once, where it is one day. */
export function createWhen(): (day: { readonly from: number; readonly to: number }) => string {
  const { language } = useI18n();
  const format = createMemo(() => new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" }));
  return ({ from, to }) => format().formatRange(from, to);
}

/** Text of a `datetime-local` field in ms; null where it says no time. */
export function momentIn(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
