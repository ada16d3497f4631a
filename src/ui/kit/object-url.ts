/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { type Accessor, createMemo, onCleanup } from "solid-js";
import { MAX_PREVIEW_PIXELS, shownPicture } from "../../app/shown-picture.ts";
import { equalBytes } from "../../lib/bytes.ts";

/** An address for a picture in memory, given back as soon as it changes or nobody looks any more. Null for none, and for bytes that are no preview. */
export function createObjectUrl(source: Accessor<Uint8Array | Blob | null>): Accessor<string | null> {
  // Live data hands over the same bytes again and again: a new address would make the picture flicker.
  const content = createMemo(source, null, { equals: isSame });
  return createMemo(() => {
    const current = content();
    if (current === null) return null;
    const picture = current instanceof Blob ? current : shownPicture(current, MAX_PREVIEW_PIXELS);
    if (picture === null) return null;
    const url = URL.createObjectURL(picture);
    onCleanup(() => URL.revokeObjectURL(url));
    return url;
  });
}

function isSame(a: Uint8Array | Blob | null, b: Uint8Array | Blob | null): boolean {
  return a === b || (a instanceof Uint8Array && b instanceof Uint8Array && equalBytes(a, b));
}
