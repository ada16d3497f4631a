import { createSignal, type JSX, onMount, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { ActionError, type Action } from "./action.tsx";
import { Button, Buttons } from "./button.tsx";
import { Card } from "./page.tsx";
import styles from "./two-steps.module.css";

/** What cannot be taken back: a button, then what it means, then the button that does it. */
export function TwoSteps(props: {
  readonly first: string;
  readonly meaning: string;
  readonly second: string;
  readonly action: Action;
  readonly onSure: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const [isAsked, setAsked] = createSignal(false);
  return (
    <>
      <Show
        when={isAsked()}
        fallback={
          <Button wide onClick={() => setAsked(true)}>
            {props.first}
          </Button>
        }
      >
        <Question meaning={props.meaning}>
          <Buttons>
            <Button weight="strong" busy={props.action.busy()} onClick={() => props.onSure()}>
              {props.second}
            </Button>
            <Button weight="plain" onClick={() => setAsked(false)}>
              {t("action.back")}
            </Button>
          </Buttons>
        </Question>
      </Show>
      <ActionError action={props.action} />
    </>
  );
}

function Question(props: { readonly meaning: string; readonly children: JSX.Element }): JSX.Element {
  let all: HTMLDivElement | undefined;
  let line: HTMLParagraphElement | undefined;
  // It stands where the button was: those who listen and those on a small screen are led to it, and to its buttons.
  onMount(() => {
    line?.focus({ preventScroll: true });
    all?.scrollIntoView({ block: "nearest" });
  });
  return (
    <div class={styles["question"]} ref={(element) => (all = element)}>
      <Card tone="koi">
        <p dir="auto" tabindex="-1" ref={(element) => (line = element)}>
          {props.meaning}
        </p>
        {props.children}
      </Card>
    </div>
  );
}
