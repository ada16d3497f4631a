import { ErrorBoundary, type JSX } from "solid-js";
import { toAppError } from "../i18n/app-error.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Button } from "./button.tsx";
import { ErrorText } from "./error-text.tsx";
import styles from "./trouble.module.css";

/** Keeps a failure where it happened: the rest of the app goes on. */
export function Guard(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <ErrorBoundary
      fallback={(thrown: unknown, reset) => {
        console.error(thrown);
        return <Trouble thrown={thrown} retry={reset} />;
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}

function Trouble(props: { readonly thrown: unknown; readonly retry: () => void }): JSX.Element {
  const { t } = useI18n();
  return (
    <div class={styles["trouble"]}>
      <ErrorText error={toAppError(props.thrown)} />
      <Button onClick={() => props.retry()}>{t("action.try-again")}</Button>
    </div>
  );
}
