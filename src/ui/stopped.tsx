import "./styles/layers.css";
import "./styles/tokens.css";
import "./styles/base.css";
import type { JSX } from "solid-js";
import type { AppError } from "../app/api.ts";
import { I18nProvider, preferredLanguage, useI18n } from "./i18n/i18n.tsx";
import { Button } from "./kit/button.tsx";
import { ErrorText } from "./kit/error-text.tsx";
import { Page, Stack } from "./kit/page.tsx";

/** Shown instead of everything where the database cannot be used. Nothing in it is touched. */
export function Stopped(props: { readonly error: AppError }): JSX.Element {
  return (
    <I18nProvider language={preferredLanguage()}>
      <main>
        <Story error={props.error} />
      </main>
    </I18nProvider>
  );
}

function Story(props: { readonly error: AppError }): JSX.Element {
  const { t } = useI18n();
  return (
    <Page title={t("stopped.title")}>
      <Stack>
        <ErrorText error={props.error} />
        <Button onClick={() => location.reload()}>{t("action.try-again")}</Button>
      </Stack>
    </Page>
  );
}
