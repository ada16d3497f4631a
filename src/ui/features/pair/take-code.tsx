import { createSignal, type JSX, Show } from "solid-js";
import type { PairingView } from "../../../app/pairing-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { codeIn } from "../../kit/code-file.ts";
import { CodeForm } from "../../kit/code-form.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";

/** The other's code: by camera, from a picture, or as text; and why the last one was none to go on with. */
export function TakeCode(props: {
  readonly action: string;
  readonly refused: PairingView["refused"];
  readonly onCode: (code: string) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [isPictureEmpty, setPictureEmpty] = createSignal(false);
  const take = (code: string) => {
    setPictureEmpty(false);
    props.onCode(code);
  };
  const look = async (file: File) => {
    const code = await codeIn(file).catch((cause: unknown) => {
      console.error(cause); // the part that reads codes did not load: the text does
      return null;
    });
    if (code === null) setPictureEmpty(true);
    else take(code);
  };
  const trouble = () => {
    if (isPictureEmpty()) return t("pair.no-code-in-picture");
    return props.refused === null ? null : t(`pair.refused-${props.refused}`);
  };
  return (
    <Stack>
      <Scanner strong action={props.action} label={t("pair.scan-label")} onCode={take} />
      <Show when={trouble()}>
        {(words) => (
          <div ref={(element) => queueMicrotask(() => element.scrollIntoView({ block: "nearest" }))}>
            <Banner tone="koi" icon="notice" alert>
              <p>{words()}</p>
            </Banner>
          </div>
        )}
      </Show>
      <Fold label={t("pair.no-camera")}>
        <FileButton icon="picture" accept="image/*" onFile={(file) => void look(file)}>
          {t("pair.picture")}
        </FileButton>
        <CodeForm label={t("pair.their-text")} action={t("pair.take")} onCode={take} />
      </Fold>
    </Stack>
  );
}
