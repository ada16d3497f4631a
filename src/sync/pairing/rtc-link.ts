import { plainChannel } from "../gated-connection.ts";
import type { LinkDescription } from "./description.ts";
import type { CreateLink } from "./link.ts";
import { describe, sdpOf } from "./sdp.ts";

/** ms that are waited for addresses: those of one's own network are there at once, a server that is asked may be silent. */
const GATHER_WITHIN_MS = 3_000;

/** Links over the browser's own RTCPeerConnection. */
export function createRtcLinks(iceServers: readonly RTCIceServer[]): CreateLink {
  return ({ onOpen, onClosed }) => {
    const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
    const { channel, speak, onOpen: whenOpen, onClosed: whenClosed } = plainChannel(connection);
    let isOpen = false;
    let isClosed = false;
    whenOpen(() => {
      isOpen = true;
      onOpen();
    });
    whenClosed(end);
    connection.addEventListener("connectionstatechange", () => {
      // Before it is open, an end that has waited long for the other's answer may say so and connect all the same.
      if (isOpen && connection.connectionState === "failed") end();
    });
    // Who hides the page has left; the other end should not have to find out.
    globalThis.addEventListener("pagehide", end);

    function end(): void {
      if (isClosed) return;
      isClosed = true;
      globalThis.removeEventListener("pagehide", end);
      connection.close();
      onClosed();
    }

    async function describeSelf(kind: LinkDescription["kind"]): Promise<LinkDescription | null> {
      await connection.setLocalDescription();
      await gathered(connection);
      return describe(kind, connection.localDescription?.sdp ?? "");
    }

    return {
      channel: { ...channel, close: end },
      offer: () => orNull(() => describeSelf("offer")),
      answer: (offer) =>
        orNull(async () => {
          await connection.setRemoteDescription({ type: "offer", sdp: sdpOf(offer) });
          return describeSelf("answer");
        }),
      accept: async (answer) => {
        const isTaken = orNull(async () => {
          await connection.setRemoteDescription({ type: "answer", sdp: sdpOf(answer) });
          return true;
        });
        return (await isTaken) ?? false;
      },
      speak,
      close: end,
    };
  };
}

/** What the browser will not do ends this link, and nothing else: it was closed meanwhile, or does not like what the other said. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    console.info("link", cause);
    return null;
  }
}

/** Until all addresses are known, or for as long as they are waited for. */
function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, GATHER_WITHIN_MS);
    const look = () => {
      if (connection.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      done();
    };
    connection.addEventListener("icegatheringstatechange", look);
    look();
  });
}
