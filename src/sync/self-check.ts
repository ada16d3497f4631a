/**
 * What a device can find out by itself about its ways to others. Nothing is signalled and nobody is met: the room is looked at
 * by what the mesh knows.
 */

/** True where that relay answers within `ms`. Nothing is said to it. */
export function reachesRelay(url: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const socket = new WebSocket(url);
      const end = (isReached: boolean) => {
        clearTimeout(timer);
        socket.close();
        resolve(isReached);
      };
      const timer = setTimeout(() => end(false), ms);
      socket.addEventListener("open", () => end(true));
      socket.addEventListener("error", () => end(false));
    } catch (cause) {
      // An address that this page may not ask, such as ws: from https:.
      console.info("relay", cause);
      resolve(false);
    }
  });
}

/**
 * Whether this browser connects two ends of its own: `missing` where it has no WebRTC at all, `blocked` where it gives no address to
 * be reached at, or cannot reach itself there within `ms`.
 */
export async function connectsToItself(ms: number): Promise<"works" | "missing" | "blocked"> {
  if (typeof globalThis.RTCPeerConnection === "undefined") return "missing";
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const isOpen = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
      one.createDataChannel("self-check").addEventListener("open", () => resolve(true));
    });
    passCandidates(one, other);
    passCandidates(other, one);
    await one.setLocalDescription();
    await other.setRemoteDescription(descriptionOf(one));
    await other.setLocalDescription();
    await one.setRemoteDescription(descriptionOf(other));
    return (await isOpen) ? "works" : "blocked";
  } catch (cause) {
    console.info("self-check", cause); // an extension or a policy that takes WebRTC away makes it throw
    return "blocked";
  } finally {
    clearTimeout(timer);
    one.close();
    other.close();
  }
}

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener("icecandidate", ({ candidate }) => {
    // One that comes before the description is in it, or the connection is closed already: neither is a failure.
    to.addIceCandidate(candidate ?? undefined).catch((cause: unknown) => console.debug("self-check", cause));
  });
}

function descriptionOf(end: RTCPeerConnection): RTCSessionDescriptionInit {
  if (end.localDescription === null) throw new Error("no description");
  return end.localDescription;
}
