import { createSignal, type JSX, lazy, Show, Suspense } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Button } from "./button.tsx";
import { Waiting } from "./page.tsx";

const CodeScanner = lazy(async () => ({ default: (await import("./code-scanner.tsx")).CodeScanner }));

/** A button that becomes a camera. What reads codes is loaded only then. */
export function Scanner(props: {
  readonly action: string;
  readonly label: string;
  readonly strong?: boolean;
  readonly onCode: (text: string) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [isOpen, setOpen] = createSignal(false);
  return (
    <Show
      when={isOpen()}
      fallback={
        <Button icon="scan" wide weight={props.strong === true ? "strong" : "soft"} onClick={() => setOpen(true)}>
          {props.action}
        </Button>
      }
    >
      <Suspense fallback={<Waiting />}>
        <CodeScanner label={props.label} onCode={(text) => props.onCode(text)} />
      </Suspense>
      <Button weight="plain" wide onClick={() => setOpen(false)}>
        {t("scan.close")}
      </Button>
    </Show>
  );
}
