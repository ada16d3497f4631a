import type { RendezvousParts } from "../../src/sync/rendezvous/rendezvous.ts";

type Enter = RendezvousParts["enter"];
type Events = Parameters<Enter>[0];

/** A hall that the test holds in its hand: who is in it sees everybody else in it. */
export interface HandHall {
  readonly enter: Enter;
  /** How many are in it. */
  count(): number;
  /** Somebody who says what the test wants; and what he has heard. */
  stranger(): { say(words: Uint8Array): void; readonly heard: readonly Uint8Array[] };
}

export function createHandHall(): HandHall {
  const inside = new Map<string, Events>();
  let names = 0;

  const admit = (events: Events): string => {
    const name = `peer${++names}`;
    for (const [other, theirs] of inside) {
      theirs.onCome(name);
      events.onCome(other);
    }
    inside.set(name, events);
    return name;
  };

  return {
    enter: async (events) => {
      const name = admit(events);
      return {
        say: (to, words) => inside.get(to)?.onWords(name, words),
        relays: () => [{ url: "nostr+wss://relay.example", up: true }],
        leave: async () => {
          inside.delete(name);
          for (const other of inside.values()) other.onGone(name);
        },
      };
    },
    count: () => inside.size,
    stranger: () => {
      const heard: Uint8Array[] = [];
      const name = admit({
        onCome: () => undefined,
        onGone: () => undefined,
        onWords: (_, words) => words !== null && heard.push(words),
      });
      return {
        say: (words) => {
          for (const [other, { onWords }] of inside) if (other !== name) onWords(name, words);
        },
        heard,
      };
    },
  };
}
