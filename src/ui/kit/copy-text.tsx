import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";

/** More than any text of ours that is copied, in characters. */
const LONGEST = 4000;

/** A text to be taken elsewhere: to be read, and copied with one tap. */
export function CopyText(props: {
  readonly label: string;
  readonly text: string;
  readonly action: string;
}): JSX.Element {
  const { t } = useI18n();
  const [copied, setCopied] = createSignal<boolean | null>(null);
  return (
    <>
      <TextField
        label={props.label}
        value={props.text}
        onInput={() => undefined}
        maxLength={LONGEST}
        spellcheck={false}
        readonly
      />
      <Button
        icon="copy"
        wide
        onClick={() =>
          void copy(props.text).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        {copied() === true ? t("invite.copied") : props.action}
      </Button>
      <Show when={copied() === false}>
        <Banner tone="koi" icon="notice" alert>
          <p>{t("invite.not-copied")}</p>
        </Banner>
      </Show>
    </>
  );
}

/** Rejects where the browser has no clipboard, as on plain http, or does not allow it. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
