/** Relays of the host that are asked besides those of the pond: as many as a pond may name. */
const MAX_HOST_RELAYS = 3;

/** A pond's relays, from the day it was started or joined, and those that the host names today. */
export function relaysFor(ofPond: readonly string[], ofHost: readonly string[]): readonly string[] {
  return [...new Set([...ofPond, ...ofHost.slice(0, MAX_HOST_RELAYS)])];
}

/** False for an address on which `new WebSocket` throws in a page of that protocol: such a one came with an invite or from a host's slip. */
export function canBeAsked(relay: string, pageProtocol: string): boolean {
  if (!URL.canParse(relay)) return false;
  const { protocol, hash, hostname } = new URL(relay);
  if (hash !== "") return false;
  // Mixed content: to the device itself browsers let it through.
  return protocol === "wss:" || (protocol === "ws:" && (pageProtocol !== "https:" || hostname === "localhost"));
}
