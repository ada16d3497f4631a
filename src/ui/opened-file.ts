import { createSignal } from "solid-js";

const [openedFile, setOpenedFile] = createSignal<Blob | null>(null);

/** The `.pond` file that is being looked at; null where none is. */
export { openedFile };

/**
 * Shows what is in a `.pond` file, of whatever pond it is, and lets nothing in by itself. Whoever gets hold of one calls
 * this: a button, something dropped, scanned codes, the system's file handler.
 */
export function openPondFile(file: Blob): void {
  setOpenedFile(() => file);
  globalThis.location.hash = "#/open";
}

export function closePondFile(): void {
  setOpenedFile(null);
}
