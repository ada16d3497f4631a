import { createSignal, type JSX, onMount, Show } from "solid-js";
import { breath } from "./breath.ts";

/** What lies further down: drawn a breath after what is above it, so that a slow phone answers in between. */
export function Next(props: { readonly children: JSX.Element }): JSX.Element {
  const [isDue, setDue] = createSignal(false);
  onMount(() => void breath().then(() => setDue(true)));
  return <Show when={isDue()}>{props.children}</Show>;
}
