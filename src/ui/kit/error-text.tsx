import type { JSX } from "solid-js";
import type { AppError } from "../../app/api.ts";
import { messageOfError } from "../i18n/app-error.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Banner } from "./banner.tsx";

/** A failure in words: what happened, and what to do next. */
export function ErrorText(props: { readonly error: AppError }): JSX.Element {
  const { t } = useI18n();
  return (
    <Banner tone="koi" icon="notice" alert>
      <p>{t(messageOfError(props.error))}</p>
    </Banner>
  );
}
