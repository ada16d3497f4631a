import { HIGH_WATER_BYTES } from "./limits.ts";

/** The stream of the photo channel at both ends (RFC 8831); simple-peer's own channel gets the first free one, far below. */
const PHOTO_CHANNEL_ID = 100;
/** The stream of the wire's own channel where there is no y-webrtc that makes one (M2). */
const WIRE_CHANNEL_ID = 101;

/** A data channel whose bytes go to and come from us; y-webrtc believes that it holds the channel itself. */
export interface TappedChannel {
  /** Bytes that wait to leave. */
  waiting(): number;
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Closes the whole connection. */
  close(): void;
  /** Of the DTLS certificates at the two ends; null where the connection does not know them (yet). */
  fingerprints(): Fingerprints | null;
  /** Set once, before anything arrives. */
  listen(listener: ChannelListener): void;
  /** W7: the second channel of the same connection; null where there is none. */
  readonly photos: PhotoChannel | null;
}

/** A data channel of photos. It is open as soon as the connection is, and closes with it. */
export interface PhotoChannel {
  /** Bytes that wait to leave. */
  waiting(): number;
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Set once. `onMessage` gets null where it was no bytes at all; `onRoom` is told when what waited has left. */
  listen(listener: {
    readonly onMessage: (message: Uint8Array<ArrayBuffer> | null) => void;
    readonly onRoom: () => void;
  }): void;
}

export interface Fingerprints {
  readonly mine: string;
  readonly theirs: string;
}

export interface ChannelListener {
  /** A message of the peer. Null where it was no bytes at all. */
  readonly onMessage: (message: Uint8Array<ArrayBuffer> | null) => void;
  /** What y-webrtc would have sent: our own doc's vector and updates. */
  readonly onOwn: (message: Uint8Array<ArrayBuffer>) => void;
  readonly onRoom: () => void;
  readonly onClosed: () => void;
}

/**
 * W2: the RTCPeerConnection given to y-webrtc. Its data channels are deaf on y-webrtc's side: what a peer sends never
 * reaches simple-peer, y-webrtc or Yjs, and what y-webrtc sends goes through us.
 *
 * It is one peer, whatever its channels (decision 0031): where both ends began at once, either has made a channel of its own.
 */
export function gatedConnectionClass(onChannel: (channel: TappedChannel) => void): typeof RTCPeerConnection {
  return class GatedConnection extends RTCPeerConnection {
    #tap: Tap | null = null;
    #hasTheirs = false;

    constructor(config?: RTCConfiguration) {
      super(config);
      // Registered before simple-peer's own handler, which sees no channel but the first, and that one tapped.
      this.addEventListener("datachannel", (event) => {
        if (!this.#hear(event.channel)) event.stopImmediatePropagation();
      });
    }

    /** The peer has made a channel. False where simple-peer must not see it. */
    #hear(channel: RTCDataChannel): boolean {
      if (this.#hasTheirs) {
        this.close(); // one is theirs; more are somebody's game
        return false;
      }
      this.#hasTheirs = true;
      if (this.#tap === null) return this.#takeFirst(channel);
      this.#tap.take(channel);
      return false;
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      this.#takeFirst(channel);
      return channel;
    }

    #takeFirst(channel: RTCDataChannel): boolean {
      try {
        // Agreed on beforehand by both ends, so that it opens without a further round of signalling.
        const photos = super.createDataChannel("photos", { negotiated: true, id: PHOTO_CHANNEL_ID });
        this.#tap = createTap(this, photoChannel(photos));
      } catch (cause) {
        console.warn("channels", cause); // the peer has put its own in the place of the photos
        this.close();
        return false;
      }
      this.#tap.take(channel);
      onChannel(this.#tap.channel);
      return true;
    }
  };
}

/** M2, M3: the same two channels on a connection that y-webrtc knows nothing of. Both are agreed on beforehand. */
export function plainChannel(connection: RTCPeerConnection): {
  readonly channel: TappedChannel;
  /** What y-webrtc would say here. */
  readonly speak: (message: Uint8Array<ArrayBuffer>) => void;
  readonly onOpen: (opened: () => void) => void;
  readonly onClosed: (closed: () => void) => void;
} {
  const wire = connection.createDataChannel("wire", { negotiated: true, id: WIRE_CHANNEL_ID });
  const photos = connection.createDataChannel("photos", { negotiated: true, id: PHOTO_CHANNEL_ID });
  const tap = createTap(connection, photoChannel(photos));
  tap.take(wire);
  return {
    channel: tap.channel,
    speak: (message) => wire.send(message),
    onOpen: (opened) => wire.addEventListener("open", opened, { once: true }),
    onClosed: (closed) => wire.addEventListener("close", closed, { once: true }),
  };
}

function photoChannel(channel: RTCDataChannel): PhotoChannel {
  channel.binaryType = "arraybuffer";
  channel.bufferedAmountLowThreshold = HIGH_WATER_BYTES / 2;
  return {
    waiting: () => channel.bufferedAmount,
    send: (message) => {
      if (channel.readyState === "open") channel.send(message);
    },
    listen: ({ onMessage, onRoom }) => {
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        onMessage(data instanceof ArrayBuffer ? new Uint8Array(data) : null);
      });
      channel.addEventListener("bufferedamountlow", onRoom);
    },
  };
}

interface Tap {
  readonly channel: TappedChannel;
  /** Hears this data channel as well. */
  take(channel: RTCDataChannel): void;
}

/** All data channels of a connection but that of photos as one: each is heard, and what we say goes over one, so that it keeps its order. */
function createTap(connection: RTCPeerConnection, photos: PhotoChannel | null): Tap {
  const ends: { readonly channel: RTCDataChannel; readonly send: (message: Uint8Array<ArrayBuffer>) => void }[] = [];
  let speaking: (typeof ends)[number] | undefined;
  let listener: ChannelListener | null = null;

  return {
    channel: {
      photos,
      waiting: () => speaking?.channel.bufferedAmount ?? 0,
      send: (message) => {
        speaking ??= ends.find(({ channel }) => channel.readyState === "open");
        if (speaking?.channel.readyState === "open") speaking.send(message);
      },
      close: () => connection.close(),
      fingerprints: () => {
        const [mine, theirs] = [connection.localDescription, connection.remoteDescription].map(fingerprintIn);
        return typeof mine === "string" && typeof theirs === "string" ? { mine, theirs } : null;
      },
      listen: (given) => {
        listener = given;
      },
    },
    take: (channel) => {
      ends.push({ channel, send: channel.send.bind(channel) as (message: Uint8Array<ArrayBuffer>) => void });
      channel.binaryType = "arraybuffer";
      channel.bufferedAmountLowThreshold = HIGH_WATER_BYTES / 2;
      // simple-peer sets its ear here; it stays deaf.
      Object.defineProperty(channel, "onmessage", { get: () => null, set: ignore });
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        listener?.onMessage(data instanceof ArrayBuffer ? new Uint8Array(data) : null);
      });
      channel.addEventListener("bufferedamountlow", () => listener?.onRoom());
      channel.addEventListener("close", () => {
        listener?.onClosed();
        // The other channel, where there is one, has nobody to listen any more.
        connection.close();
      });
      channel.send = (message: unknown) => {
        // y-webrtc sends nothing but lib0's byte arrays.
        if (message instanceof Uint8Array) listener?.onOwn(new Uint8Array(message));
      };
    },
  };
}

/** The first of a description's certificates (RFC 8122); browsers state one, and the same for all that is in it. */
function fingerprintIn(description: RTCSessionDescription | null): string | null {
  return /^a=fingerprint:(\S+ [0-9A-Fa-f:]+)\s*$/m.exec(description?.sdp ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Takes what is set and does nothing with it. */
function ignore(_ear: unknown): void {}
