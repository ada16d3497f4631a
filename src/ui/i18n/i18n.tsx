import { type Accessor, createContext, createEffect, createMemo, createSignal, type JSX, useContext } from "solid-js";
import type { Settings } from "../../app/api.ts";
import { loadMessages, messagesIn } from "./load-messages.ts";
import { type CountedKey, fill, type MessageKey, type Messages, type Params, piecesOf } from "./messages.ts";

type Language = Settings["language"];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on a date says more than "32 days ago", in ms. */
const RELATIVE_UNTIL_MS = 30 * DAY_MS;

export interface I18n {
  readonly language: Accessor<Language>;
  t(key: MessageKey, params?: Params): string;
  /** The form of a message for `n` things; `{n}` in it is the number. */
  counted(key: CountedKey, n: number, params?: Params): string;
  /** A message with elements in its places. */
  rich(key: MessageKey, slots: Readonly<Record<string, () => JSX.Element>>): JSX.Element;
  date(time: number): string;
  /** A day and a time of day: when people meet. */
  moment(time: number): string;
  /** A day and a time of day close at hand, short and without its year. */
  soon(time: number): string;
  /** Days of a calendar, from one to the other; each as days since 1970-01-01. */
  days(from: number, to: number): string;
  /** "5 minutes ago", "yesterday"; a date once it is long past. */
  ago(time: number, now: number): string;
  /** "2 hours": a length of time, in ms, in the largest unit that it fills. */
  duration(ms: number): string;
  number(value: number): string;
}

const I18nContext = createContext<I18n>();

/** Speaks the language of the settings; changes at once. */
export function I18nProvider(props: { readonly language: Language; readonly children: JSX.Element }): JSX.Element {
  const i18n = createI18n(() => props.language);
  createEffect(() => {
    document.documentElement.lang = props.language;
  });
  return <I18nContext.Provider value={i18n}>{props.children}</I18nContext.Provider>;
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === undefined) throw new Error("useI18n() needs an <I18nProvider> around it");
  return i18n;
}

/** What the browser prefers, until the settings have been read. */
export function preferredLanguage(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** The messages and formats of a language, which may change. One language has to be loaded before. */
export function createI18n(language: Accessor<Language>): I18n {
  const messages = createMessages(language);
  const plural = formatIn(language, (tag) => new Intl.PluralRules(tag));
  const numbers = formatIn(language, (tag) => new Intl.NumberFormat(tag));
  const dates = formatIn(language, (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium" }));
  // Days are those on the wall, wherever the wall is.
  const calendar = formatIn(language, (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }));
  const moments = formatIn(language, (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "full", timeStyle: "short" }));
  const near = formatIn(
    language,
    (tag) =>
      new Intl.DateTimeFormat(tag, {
        weekday: "short",
        month: "short",
        day: "numeric",
        hour: "numeric",
        minute: "2-digit",
      }),
  );
  const relative = formatIn(language, (tag) => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }));

  return {
    language,
    t: (key, params = {}) => fill(messages()[key], params),
    counted: (key, n, params = {}) => {
      const form = plural().select(n) === "one" ? "one" : "other";
      return fill(messages()[`${key}.${form}`], { ...params, n: numbers().format(n) });
    },
    rich: (key, slots) =>
      piecesOf(messages()[key]).map((piece) => ("text" in piece ? piece.text : slots[piece.slot]?.())),
    date: (time) => dates().format(time),
    moment: (time) => moments().format(time),
    soon: (time) => near().format(time),
    days: (from, to) => calendar().formatRange(from * DAY_MS, to * DAY_MS),
    ago: (time, now) => {
      // A record may lie a few minutes ahead of this clock; nobody wants to read "in 2 minutes".
      const past = Math.max(0, now - time);
      if (past >= RELATIVE_UNTIL_MS) return dates().format(time);
      if (past >= DAY_MS) return relative().format(-Math.floor(past / DAY_MS), "day");
      if (past >= HOUR_MS) return relative().format(-Math.floor(past / HOUR_MS), "hour");
      if (past >= MINUTE_MS) return relative().format(-Math.floor(past / MINUTE_MS), "minute");
      return relative().format(0, "second");
    },
    duration: (ms) => {
      const [unit, size] =
        ms >= DAY_MS
          ? (["day", DAY_MS] as const)
          : ms >= HOUR_MS
            ? (["hour", HOUR_MS] as const)
            : (["minute", MINUTE_MS] as const);
      const style = { style: "unit", unit, unitDisplay: "long" } as const;
      return new Intl.NumberFormat(language(), style).format(Math.max(1, Math.round(ms / size)));
    },
    number: (value) => numbers().format(value),
  };
}

/** A format of the language, made when it is first used: each costs some ms, and the first screen needs two. */
function formatIn<T>(language: Accessor<Language>, make: (tag: Language) => T): () => T {
  const made = new Map<Language, T>();
  return () => {
    const tag = language();
    const format = made.get(tag) ?? make(tag);
    made.set(tag, format);
    return format;
  };
}

/** Those of the language; of the one before until they have come. */
function createMessages(language: Accessor<Language>): Accessor<Messages> {
  const [arrivals, setArrivals] = createSignal(0);
  const wait = async (wanted: Language) => {
    await loadMessages(wanted);
    setArrivals((n) => n + 1);
  };
  const messages = createMemo<Messages>((before) => {
    arrivals();
    const here = messagesIn(language());
    if (here !== null) return here;
    wait(language()).catch((cause: unknown) => console.error("messages", cause)); // no network, and never kept: it stays as it is
    const known = before ?? messagesIn("en") ?? messagesIn("zh-CN");
    if (known === null) throw new Error("a language must be loaded first");
    return known;
  });
  return messages;
}
