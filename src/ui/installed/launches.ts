import { openPondFile } from "../opened-file.ts";

/** What Chromium hands over when a file is opened with the app; TypeScript's DOM library does not know it. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
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
