import type { LinkDescription } from "../../src/sync/pairing/description.ts";
import type { CreateLink, Link } from "../../src/sync/pairing/link.ts";
import { createHandChannels, type HandChannel } from "./wire-pair.ts";

/** Links that the test holds in its hand: they open once an offer's answer is accepted. */
export interface HandLinks {
  /** For one device. `refuses`: its browser can do nothing of the kind. */
  creator(how?: { readonly refuses: boolean }): CreateLink;
  /** Both ends of all that have opened, the oldest first. */
  readonly opened: readonly (readonly [HandChannel, HandChannel])[];
  made(): number;
}

interface Made {
  open(channel: HandChannel): void;
}

export function createHandLinks(): HandLinks {
  const madeByName = new Map<string, Made>();
  const opened: (readonly [HandChannel, HandChannel])[] = [];

  const create =
    (refuses: boolean): CreateLink =>
    ({ onOpen, onClosed }) => {
      const name = `link${madeByName.size}`;
      let channel: HandChannel | null = null;
      let isClosed = false;
      const closeOnce = () => {
        if (!isClosed) onClosed();
        isClosed = true;
      };
      madeByName.set(name, {
        open: (given) => {
          const listen: HandChannel["listen"] = (listener) =>
            given.listen({
              ...listener,
              onClosed: () => {
                listener.onClosed();
                closeOnce();
              },
            });
          channel = { ...given, listen };
          onOpen();
        },
      });
      const described = (kind: LinkDescription["kind"]): LinkDescription => ({
        kind,
        ufrag: name,
        password: "p".repeat(24),
        fingerprint: new Uint8Array(32).fill(madeByName.size),
        candidates: [],
      });
      const link: Link = {
        get channel() {
          if (channel === null) throw new Error("not open yet");
          return channel;
        },
        offer: async () => (refuses ? null : described("offer")),
        answer: async () => (refuses ? null : described("answer")),
        accept: async ({ ufrag }) => {
          const theirs = madeByName.get(ufrag);
          if (isClosed) return false;
          if (theirs === undefined) return true; // taken, and never reached
          const ends = createHandChannels({ mine: `sha-256 ${name}`, theirs: `sha-256 ${ufrag}` });
          opened.push(ends);
          madeByName.get(name)?.open(ends[0]);
          theirs.open(ends[1]);
          return true;
        },
        speak: (word) => channel?.own(word),
        close: () => {
          channel?.close();
          closeOnce();
        },
      };
      return link;
    };

  return {
    creator: ({ refuses } = { refuses: false }) => create(refuses),
    opened,
    made: () => madeByName.size,
  };
}
