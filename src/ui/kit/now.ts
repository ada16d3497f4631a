import { type Accessor, createSignal, onCleanup } from "solid-js";

/** How often "5 minutes ago" is looked at again, in ms. */
const TICK_MS = 30_000;

/** This device's clock, for what is said relative to it. Ticks while somebody looks. */
export function createNow(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), TICK_MS);
  onCleanup(() => clearInterval(timer));
  return now;
}
