import { A } from "@solidjs/router";
import { type JSX, Show, splitProps } from "solid-js";
import styles from "./button.module.css";
import { Icon, type IconName } from "./icon.tsx";

type Weight = "strong" | "soft" | "plain" | "danger";

interface Look {
  readonly weight?: Weight;
  readonly icon?: IconName;
  /** Across the whole width of a phone, where one thumb finds it. */
  readonly wide?: boolean;
}

interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> {
  /** At work: stays focusable, does nothing more. */
  readonly busy?: boolean;
}

const LOOK = ["weight", "icon", "wide", "children"] as const;

export function Button(props: ButtonProps & Look): JSX.Element {
  const [look, own, rest] = splitProps(props, LOOK, ["busy", "onClick"]);
  return (
    <button
      type="button"
      {...rest}
      class={styles["button"]}
      data-weight={look.weight ?? "soft"}
      data-wide={look.wide ?? false}
      aria-busy={own.busy === true}
      onClick={(event) => {
        if (own.busy === true) event.preventDefault();
        else if (typeof own.onClick === "function") own.onClick(event);
      }}
    >
      <Show when={look.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>{look.children}</span>
    </button>
  );
}

export function LinkButton(props: Look & { readonly href: string; readonly children: JSX.Element }): JSX.Element {
  const [look, rest] = splitProps(props, LOOK);
  return (
    <A {...rest} class={styles["button"] ?? ""} data-weight={look.weight ?? "soft"} data-wide={look.wide ?? false}>
      <Show when={look.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>{look.children}</span>
    </A>
  );
}

/** A drawing as a button; its name is for those who listen and for who rests the pointer on it. */
export function IconButton(
  props: Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class"> & {
    readonly icon: IconName;
    readonly label: string;
  },
): JSX.Element {
  const [own, rest] = splitProps(props, ["icon", "label"]);
  return (
    <button type="button" {...rest} class={styles["round"]} aria-label={own.label} title={own.label}>
      <Icon name={own.icon} />
    </button>
  );
}

export function IconLink(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly href: string;
}): JSX.Element {
  return (
    <A href={props.href} class={styles["round"] ?? ""} aria-label={props.label} title={props.label}>
      <Icon name={props.icon} />
    </A>
  );
}

/** Buttons that belong together. */
export function Buttons(props: { readonly children: JSX.Element }): JSX.Element {
  return <div class={styles["row"]}>{props.children}</div>;
}
