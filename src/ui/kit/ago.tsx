import type { JSX } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { createNow } from "./now.ts";

/** A time in plain words, exact for who rests on it. */
export function Ago(props: { readonly time: number }): JSX.Element {
  const { ago, date } = useI18n();
  const now = createNow();
  return (
    <time dateTime={new Date(props.time).toISOString()} title={date(props.time)}>
      {ago(props.time, now())}
    </time>
  );
}
