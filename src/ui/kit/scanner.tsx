import { createSignal, type JSX, Show, Suspense } from "solid-js";
import { Button } from "./button.tsx";
import { lazyPart } from "./lazy-part.ts";
import { Waiting } from "./page.tsx";

const CodeScanner = lazyPart(async () => (await import("./code-scanner.tsx")).CodeScanner);

/** A button that becomes a camera. What reads codes is loaded only then. */
export function Scanner(props: {
  readonly action: string;
  readonly label: string;
  readonly strong?: boolean;
  readonly onCode: (text: string) => void;
}): JSX.Element {
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
        <CodeScanner label={props.label} onCode={(text) => props.onCode(text)} onClose={() => setOpen(false)} />
      </Suspense>
    </Show>
  );
}
