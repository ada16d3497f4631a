/** What takes keys for itself: fields, lists to choose from, and whatever can be written in. */
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

/** True where a key belongs to somebody else: a field, an input method that composes, a dialog, or who has taken it already. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  const isInField = event.composedPath().some((at) => at instanceof Element && at.matches(FIELDS));
  return (
    isInField || event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]:modal") !== null
  );
}
