import type { JSX } from "solid-js";
import { useI18n } from "./i18n/i18n.tsx";
import { ErrorText } from "./kit/error-text.tsx";
import { Page } from "./kit/page.tsx";

/** In the place of a thing that an address names and this device does not have: a screen like any other, with a way back. */
export function NotHere(props: { readonly back: string }): JSX.Element {
  const { t } = useI18n();
  return (
    <Page title={t("pane.nothing")} back={props.back}>
      <ErrorText error={{ kind: "not-found" }} />
    </Page>
  );
}
