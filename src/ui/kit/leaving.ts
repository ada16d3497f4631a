import { onCleanup } from "solid-js";

const keepers = new Set<() => Promise<void>>();

/** Has something kept before the page is loaded anew, for as long as the owner is on the screen. */
export function onLeaving(keep: () => Promise<void>): void {
  keepers.add(keep);
  onCleanup(() => keepers.delete(keep));
}

/** Resolves once all of that is kept; what could not be has been said where it is. */
export async function keepAll(): Promise<void> {
  await Promise.all([...keepers].map((keep) => keep()));
}
