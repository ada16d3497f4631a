/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a line that is read aloud when it comes */
import { type JSX, onMount } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Quiet } from "../../kit/page.tsx";

/** A code to be scanned from this screen, or to be sent as text by whatever still works between the two. */
export function OwnCode(props: { readonly code: string; readonly hint: string }): JSX.Element {
  const { t } = useI18n();
  // It comes in the place of a button that was pressed further down.
  onMount(() => globalThis.scrollTo({ top: 0 }));
  return (
    <Card>
      <CodePicture text={props.code} label={t("pair.code-label")} />
      <p role="status">{props.hint}</p>
      <Fold label={t("pair.as-text")}>
        <Quiet>{t("pair.why")}</Quiet>
        <CopyText label={t("pair.my-text")} text={props.code} action={t("pair.copy")} />
      </Fold>
    </Card>
  );
}
