import { createSignal, type JSX } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Stack } from "../../kit/page.tsx";

/** Characters: any of our codes. */
const LONGEST = 2000;

/** For whoever has no camera: the text of a code, pasted. */
export function TypedCode(props: {
  readonly label: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [typed, setTyped] = createSignal("");
  return (
    <Fold label={t("handover.no-camera")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onCode(typed());
        }}
      >
        <Stack>
          <TextField
            label={props.label}
            value={typed()}
            onInput={setTyped}
            maxLength={LONGEST}
            required
            spellcheck={false}
          />
          <Button type="submit" busy={props.busy}>
            {props.action}
          </Button>
        </Stack>
      </form>
    </Fold>
  );
}
