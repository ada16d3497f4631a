import { createResource, type JSX, onCleanup, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { CodePicture } from "../kit/code-picture.tsx";
import { CopyText } from "../kit/copy-text.tsx";
import { ErrorText } from "../kit/error-text.tsx";
import { Fold } from "../kit/fold.tsx";
import { Card, Quiet } from "../kit/page.tsx";
import { usePond } from "../pond-context.tsx";
import { useShoal } from "../services.tsx";

/** A code is good for an hour: one that is shown is never older than this, in ms. */
const ANEW_AFTER_MS = 10 * 60 * 1000;

/** The code of my card here, to be scanned by whoever stands before me. */
export function MyCode(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const [code, { refetch }] = createResource(() => commands.cardCode(scope.pond));
  const timer = setInterval(() => void refetch(), ANEW_AFTER_MS);
  onCleanup(() => clearInterval(timer));
  const text = () => (code.latest?.ok === true ? code.latest.value.code : null);
  const failed = () => (code.latest?.ok === false ? code.latest.error : null);
  return (
    <Card>
      <Show when={failed()}>{(error) => <ErrorText error={error()} />}</Show>
      <Show when={text()}>
        {(mine) => (
          <>
            <p dir="auto">{t("met.show", { name: scope.card().myName })}</p>
            <CodePicture text={mine()} label={t("met.code-label")} />
            <Fold label={t("met.as-text")}>
              <Quiet>{t("met.made-anew")}</Quiet>
              <CopyText label={t("met.my-text")} text={mine()} action={t("met.copy")} />
            </Fold>
          </>
        )}
      </Show>
    </Card>
  );
}
