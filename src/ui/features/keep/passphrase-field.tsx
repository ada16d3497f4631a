import type { JSX } from "solid-js";
import { TextField } from "../../kit/field.tsx";

/** Characters: more than anybody types. */
const LONGEST = 200;

/** To be read while it is typed: whoever sees the screen sees the ponds as well, and a slip costs the whole backup. */
export function PassphraseField(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
}): JSX.Element {
  return (
    <TextField
      label={props.label}
      value={props.value}
      onInput={(value) => props.onInput(value)}
      hint={props.hint}
      maxLength={LONGEST}
      required
      spellcheck={false}
    />
  );
}
