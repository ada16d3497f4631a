/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { type Accessor, createMemo, onCleanup } from "solid-js";
import { equalBytes } from "../../lib/bytes.ts";

/** An address for bytes in memory, given back as soon as they change or nobody looks any more. Null for none. */
export function createObjectUrl(source: Accessor<Uint8Array | Blob | null>): Accessor<string | null> {
  // Live data hands over the same bytes again and again: a new address would make the picture flicker.
  const content = createMemo(source, null, { equals: isSame });
  return createMemo(() => {
    const current = content();
    if (current === null) return null;
    // Bytes from the database are never on shared memory, which is all that the cast leaves out.
    const blob =
      current instanceof Blob ? current : new Blob([current as Uint8Array<ArrayBuffer>], { type: "image/jpeg" });
    const url = URL.createObjectURL(blob);
    onCleanup(() => URL.revokeObjectURL(url));
    return url;
  });
}

function isSame(a: Uint8Array | Blob | null, b: Uint8Array | Blob | null): boolean {
  return a === b || (a instanceof Uint8Array && b instanceof Uint8Array && equalBytes(a, b));
}
