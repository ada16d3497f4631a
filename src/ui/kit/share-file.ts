import { saveFile } from "./save-file.ts";

/** True where the system can pass a file of this name on to another app. */
export function canShareFile(name: string, type: string): boolean {
  // Missing in some browsers, whatever the types say.
  const canShare = navigator.canShare as typeof navigator.canShare | undefined;
  return canShare?.call(navigator, { files: [new File([], name, { type })] }) ?? false;
}

/** Opens the share sheet; where it does not open any more, as making the file took too long, the file is saved. */
export async function shareFile(file: Blob, name: string): Promise<void> {
  try {
    await navigator.share({ files: [new File([file], name, { type: file.type })] });
  } catch (cause) {
    const isGivenUp = cause instanceof DOMException && cause.name === "AbortError";
    if (!isGivenUp) saveFile(file, name);
  }
}
