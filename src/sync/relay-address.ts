/** Relays of the host that are asked besides those of the pond: as many as a pond may name. */
const MAX_HOST_RELAYS = 3;

/** A pond's relays, from the day it was started or joined, and those that the host names today. */
export function relaysFor(ofPond: readonly string[], ofHost: readonly string[]): readonly string[] {
  return [...new Set([...ofPond, ...ofHost.slice(0, MAX_HOST_RELAYS)])];
}

/** M4: networks that exist already, on which devices of a pond can meet. */
export type Network = "nostr" | "torrent";

export function isNetwork(name: string): name is Network {
  return name === "nostr" || name === "torrent";
}

/** The WebSocket address of a relay of that network (`nostr+wss://…`); null where it is of another one, or a relay of y-webrtc's kind. */
export function networkOf(relay: string, network: Network): string | null {
  return relay.startsWith(`${network}+`) ? relay.slice(network.length + 1) : null;
}

/** The addresses that y-webrtc's own relays have, and those of other networks; those that this page may not ask are in neither. */
export function byKind(
  relays: readonly string[],
  pageProtocol: string,
): { readonly own: readonly string[]; readonly networks: readonly string[] } {
  const isOther = (relay: string) => isNetwork(relay.slice(0, Math.max(0, relay.indexOf("+"))));
  const own = relays.filter((relay) => !isOther(relay));
  const networks = relays.filter(
    (relay) => isOther(relay) && canBeAsked(relay.slice(relay.indexOf("+") + 1), pageProtocol),
  );
  return { own, networks };
}

/** False for an address on which `new WebSocket` throws in a page of that protocol: such a one came with an invite or from a host's slip. */
export function canBeAsked(relay: string, pageProtocol: string): boolean {
  if (!URL.canParse(relay)) return false;
  const { protocol, hash, hostname } = new URL(relay);
  if (hash !== "") return false;
  // Mixed content: to the device itself browsers let it through.
  return protocol === "wss:" || (protocol === "ws:" && (pageProtocol !== "https:" || hostname === "localhost"));
}
