/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
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
  /** Looks at once: somebody came here to scan. */
  readonly startsOpen?: boolean;
  readonly onCode: (text: string) => void;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(props.startsOpen === true);
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
