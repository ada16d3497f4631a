import { createSignal } from "solid-js";

/** What Chromium fires where it would install the page; TypeScript's DOM library does not know it. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

const [waiting, setWaiting] = createSignal<InstallPrompt | null>(null);

/** The browser's offer to install, while there is one. */
export const installPrompt = waiting;

/** Keeps the browser's offer for when the person wants it, in place of a bar that comes by itself. */
export function listenForInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    setWaiting(event as InstallPrompt); // the event of that name
  });
  addEventListener("appinstalled", () => setWaiting(null));
}

/** Asks the browser to install; its offer is good for one answer. */
export async function install(): Promise<void> {
  const offer = waiting();
  setWaiting(null);
  await offer?.prompt();
}
