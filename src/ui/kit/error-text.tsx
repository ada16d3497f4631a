import type { JSX } from "solid-js";
import type { AppError } from "../../app/api.ts";
import { messageOfError } from "../i18n/app-error.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Banner } from "./banner.tsx";

/** What a failure means on this screen, where that says more than what it always means; null where it does not. */
export type Explain = (error: AppError) => string | null;

/** A failure in words: what happened, and what to do next. */
export function ErrorText(props: { readonly error: AppError; readonly explain?: Explain | undefined }): JSX.Element {
  const { t } = useI18n();
  return (
    <Banner tone="koi" icon="notice" alert>
      <p dir="auto">{props.explain?.(props.error) ?? t(messageOfError(props.error))}</p>
    </Banner>
  );
}
