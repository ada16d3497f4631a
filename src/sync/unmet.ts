/** Those with whom the relay has brought us together, and with whom no connection has come about. */
export interface Unmet {
  /** A connection with it is being made. */
  tried(peer: string): void;
  met(peer: string): void;
  count(): number;
}

/** ms for which a try counts that led to nothing: who is there is announced, and tried, again before that. */
const REMEMBERED_MS = 60_000;
/** More are made up. */
const MAX_REMEMBERED = 64;

export function createUnmet(now: () => number): Unmet {
  const triedAt = new Map<string, number>();
  return {
    tried: (peer) => {
      triedAt.delete(peer);
      triedAt.set(peer, now());
      for (const oldest of triedAt.keys()) if (triedAt.size > MAX_REMEMBERED) triedAt.delete(oldest);
    },
    met: (peer) => void triedAt.delete(peer),
    count: () => {
      for (const [peer, at] of triedAt) if (now() - at > REMEMBERED_MS) triedAt.delete(peer);
      return triedAt.size;
    },
  };
}
