import { createSignal } from "solid-js";

/** What Chromium hands over when a file is opened with the app; TypeScript's DOM library does not know it. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

const [file, setFile] = createSignal<File | null>(null);

/** The .pond file that the system gave to the app, until a screen has taken it. */
export const launchedFile = file;

/** Leads to the screen where a .pond file is opened. Nothing of it is read before the person says so there. */
export function openPondFile(opened: File): void {
  setFile(opened);
  location.hash = "#/open";
}

/** Takes the files that the app is launched with, also those from before this was loaded: the browser keeps them that long. */
export function takeLaunches(): void {
  const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer((launch) => {
    // One at a time; the manifest asks for windows, not for lists.
    const [handle] = launch.files ?? [];
    handle?.getFile().then(openPondFile, (cause: unknown) => console.error(cause)); // gone, or not allowed any more
  });
}
