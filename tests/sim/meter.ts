import type { Verifier } from "../../src/domain/crypto.ts";
import type { GateService } from "../../src/sync/gate.ts";
import type { TappedChannel } from "../../src/sync/gated-connection.ts";

/** What peers make one device spend. */
export interface Meter {
  readonly verifier: Verifier;
  gate(real: GateService): GateService;
  /** The same channel, with an eye on what comes in and what waits to go out. */
  watched(channel: TappedChannel): TappedChannel;
  spent(): Spending;
}

export interface Spending {
  /** Signatures that were looked at. */
  readonly verified: number;
  /** Messages and bytes that came in. */
  readonly frames: number;
  readonly bytes: number;
  /** Messages that the gate was asked about. */
  readonly gated: number;
  /** The most messages of one peer that waited for the gate, of those which it came to see. */
  readonly mostWaiting: number;
  /** The most bytes that waited in one channel to go out. */
  readonly mostLeaving: number;
}

export function createMeter(given: Verifier): Meter {
  let verified = 0;
  let frames = 0;
  let bytes = 0;
  let gated = 0;
  let mostWaiting = 0;
  let mostLeaving = 0;
  /** When a message came in, as a count of its channel's messages. */
  const places = new WeakMap<Uint8Array, { readonly channel: { came: number }; readonly nth: number }>();

  return {
    verifier: {
      verify: (...args) => {
        verified++;
        return given.verify(...args);
      },
    },
    gate: (real) => ({
      ...real,
      receive: (messages) => {
        for (const message of messages) {
          gated++;
          const place = places.get(message);
          // Those that came after it and before its turn have waited behind it; the dropped ones are in no inbox.
          if (place !== undefined) mostWaiting = Math.max(mostWaiting, place.channel.came - place.nth);
        }
        return real.receive(messages);
      },
    }),
    watched: (channel) => {
      const counted = { came: 0 };
      return {
        ...channel,
        send: (message) => {
          channel.send(message);
          mostLeaving = Math.max(mostLeaving, channel.waiting());
        },
        listen: (listener) =>
          channel.listen({
            ...listener,
            onMessage: (message) => {
              frames++;
              bytes += message?.length ?? 0;
              if (message !== null) places.set(message, { channel: counted, nth: counted.came++ });
              listener.onMessage(message);
            },
          }),
      };
    },
    spent: () => ({ verified, frames, bytes, gated, mostWaiting, mostLeaving }),
  };
}
