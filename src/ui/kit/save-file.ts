/** How long a browser may take to begin saving, in ms; after that the copy in memory goes. */
const SAVE_WITHIN_MS = 60_000;

/** Hands a file to the browser, to be kept wherever the person keeps files. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVE_WITHIN_MS);
}
