/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin */
import { parseKeyText, type PondId } from "../domain/ids.ts";
import type { Neighbours } from "./node.ts";

/** The part of a BroadcastChannel that is used; the platform's fits. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** W5: the workers of this device's tabs tell each other which pond has grown; they never send records. */
export function createNeighbours(channel: Channel): Neighbours {
  return {
    tell: (pond) => channel.postMessage(pond),
    heard: {
      subscribe: ({ next }) => {
        channel.addEventListener("message", ({ data }) => {
          const pond = typeof data === "string" ? parseKeyText<PondId>(data) : null;
          if (pond !== null) next(pond);
        });
        return { unsubscribe: () => undefined };
      },
    },
  };
}
