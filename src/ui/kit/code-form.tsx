import { createSignal, type JSX } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { Stack } from "./page.tsx";

/** Characters: more than any of our codes has. */
const LONGEST = 2000;

interface CodeFormProps {
  readonly label: string;
  readonly hint?: string;
  readonly action: string;
  readonly busy?: boolean;
  readonly onCode: (text: string) => void;
}

/** The text of a code, pasted. */
export function CodeForm(props: CodeFormProps): JSX.Element {
  const [typed, setTyped] = createSignal("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onCode(typed());
      }}
    >
      <Stack>
        <TextField
          label={props.label}
          hint={props.hint}
          value={typed()}
          onInput={setTyped}
          maxLength={LONGEST}
          required
          spellcheck={false}
        />
        <Button type="submit" busy={props.busy === true}>
          {props.action}
        </Button>
      </Stack>
    </form>
  );
}

/** The same behind a line, for whoever has no camera. */
export function TypedCode(props: CodeFormProps): JSX.Element {
  const { t } = useI18n();
  return (
    <Fold label={t("handover.no-camera")}>
      <CodeForm {...props} />
    </Fold>
  );
}
