/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createEffect, type JSX, Show, useContext } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { IconLink } from "./button.tsx";
import { ListSide } from "./list-side.ts";
import styles from "./page.module.css";

interface PageProps {
  /** What the page is about; may be a text of others. */
  readonly title: string;
  /** Where "back" leads. */
  readonly back?: string | undefined;
  readonly actions?: JSX.Element;
  readonly lead?: JSX.Element;
  /** `wide` for grids; texts and forms read best narrow. */
  readonly wide?: boolean;
  readonly children: JSX.Element;
}

/** The sheet that every screen is drawn on. */
export function Page(props: PageProps): JSX.Element {
  const { t } = useI18n();
  const isAside = useContext(ListSide);
  createEffect(() => {
    if (!isAside()) document.title = t("app.title", { page: props.title });
  });
  return (
    <div class={styles["page"]} data-wide={props.wide ?? false}>
      <header class={styles["head"]}>
        <Show when={props.back}>{(href) => <IconLink icon="back" label={t("action.back")} href={href()} />}</Show>
        <div class={styles["titles"]}>
          <Show when={isAside()} fallback={<h1 dir="auto">{props.title}</h1>}>
            <h2 dir="auto">{props.title}</h2>
          </Show>
          <Show when={props.lead}>
            <p class={styles["lead"]}>{props.lead}</p>
          </Show>
        </div>
        <Show when={props.actions}>
          <div class={styles["actions"]}>{props.actions}</div>
        </Show>
      </header>
      {props.children}
    </div>
  );
}

/** A piece of a page with a heading of its own. */
export function Section(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class={styles["section"]}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** A sheet that floats on the page. */
export function Card(props: { readonly children: JSX.Element; readonly tone?: "plain" | "koi" | "sunk" }): JSX.Element {
  return (
    <div class={styles["card"]} data-tone={props.tone ?? "plain"}>
      {props.children}
    </div>
  );
}

/** Pieces below each other, with air between. */
export function Stack(props: { readonly children: JSX.Element }): JSX.Element {
  return <div class={styles["stack"]}>{props.children}</div>;
}

/** A line in a lower voice. */
export function Quiet(props: { readonly children: JSX.Element }): JSX.Element {
  return <p class={styles["quiet"]}>{props.children}</p>;
}

/** Said while the first data is on its way from the database. */
export function Waiting(): JSX.Element {
  const { t } = useI18n();
  return (
    <p class={styles["waiting"]} role="status">
      {t("state.loading")}
    </p>
  );
}
