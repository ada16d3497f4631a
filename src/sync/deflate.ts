/** Packs bytes as small as the platform can (RFC 1951); null where it cannot at all. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!("CompressionStream" in globalThis)) return null;
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Unpacks hostile bytes, never more than `most` of them: null where there are more, where they are broken, or where the platform cannot. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!("DecompressionStream" in globalThis)) return null;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const whole = new Uint8Array(most);
  let at = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (at + next.value.length > most) {
        await reader.cancel();
        return null;
      }
      whole.set(next.value, at);
      at += next.value.length;
    }
    return whole.slice(0, at);
  } catch {
    return null; // the stream's way to say that this was never packed, or that its end is missing
  }
}
