import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gatedConnectionClass, type TappedChannel } from "../../../src/sync/gated-connection.ts";

/** A data channel as far as a tap needs it; what is said into it is kept. */
class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = "connecting";
  bufferedAmount = 0;
  binaryType = "";
  readonly said: number[] = [];
  readonly label: string;

  constructor(label: string) {
    super();
    this.label = label;
  }

  send(message: Uint8Array): void {
    this.said.push(message[0] ?? -1);
  }

  close(): void {
    this.readyState = "closed";
    this.dispatchEvent(new Event("close"));
  }
}

/** A connection that only has channels; as in a browser, each has a stream of its own. */
class FakeConnection extends EventTarget {
  isClosed = false;
  readonly taken = new Set<number>();

  createDataChannel(label: string, { id }: RTCDataChannelInit = {}): FakeChannel {
    if (id !== undefined && this.taken.has(id)) throw new Error("this stream is taken");
    return new FakeChannel(label);
  }

  close(): void {
    this.isClosed = true;
  }

  /** The peer has made a channel. */
  bring(channel: FakeChannel): void {
    channel.readyState = "open";
    this.dispatchEvent(Object.assign(new Event("datachannel"), { channel }));
  }
}

const bytes = (first: number) => new Uint8Array([first]);
const message = (first: number) => new MessageEvent("message", { data: bytes(first).buffer });

let peers: TappedChannel[];
let connection: FakeConnection;
/** Channels of the peer that y-webrtc has seen. */
const seen: FakeChannel[] = [];
const heard: number[] = [];
const own: number[] = [];
let closings = 0;

beforeEach(() => {
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  [peers, seen.length, heard.length, own.length, closings] = [[], 0, 0, 0, 0];
  const Gated = gatedConnectionClass((peer) => {
    peers.push(peer);
    peer.listen({
      onMessage: (said) => heard.push(said?.[0] ?? -1),
      onOwn: (said) => own.push(said[0] ?? -1),
      onRoom: () => undefined,
      onClosed: () => closings++,
    });
  });
  connection = new Gated() as unknown as FakeConnection; // it is one, by the stub above
  // As simple-peer does where it has made no channel itself; after us.
  connection.addEventListener("datachannel", (event) => {
    if ("channel" in event && event.channel instanceof FakeChannel) seen.push(event.channel);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("[W2] what y-webrtc says goes to us, and what the peer says never reaches it", () => {
  const channel = connection.createDataChannel("mine");
  const ear = vi.fn();
  Object.assign(channel, { onmessage: ear });
  channel.readyState = "open";
  channel.dispatchEvent(message(7));
  channel.send(bytes(1));
  expect([heard, own, channel.said]).toEqual([[7], [1], []]);
  expect(ear).not.toHaveBeenCalled();
  peers[0]?.send(bytes(2));
  expect(channel.said).toEqual([2]);
});

test("[W2] the peer's own channel is seen by y-webrtc once it is tapped", () => {
  const theirs = new FakeChannel("theirs");
  connection.bring(theirs);
  expect(seen).toEqual([theirs]);
  theirs.dispatchEvent(message(7));
  expect(heard).toEqual([7]);
});

test("[W2] where both ends began at once there are two channels and one peer: both are heard, and we speak over one, in order", () => {
  const mine = connection.createDataChannel("mine");
  const theirs = new FakeChannel("theirs");
  connection.bring(theirs);
  expect(peers).toHaveLength(1);
  expect(seen).toEqual([]);
  theirs.dispatchEvent(message(7));
  mine.dispatchEvent(message(8));
  expect(heard).toEqual([7, 8]);
  // Mine is not open yet: the answer goes over theirs, and so does all that follows.
  peers[0]?.send(bytes(1));
  mine.readyState = "open";
  peers[0]?.send(bytes(2));
  expect([mine.said, theirs.said]).toEqual([[], [1, 2]]);
});

test("[W2] one of two channels that closes ends the connection", () => {
  connection.createDataChannel("mine");
  const theirs = new FakeChannel("theirs");
  connection.bring(theirs);
  theirs.close();
  expect(closings).toBe(1);
  expect(connection.isClosed).toBe(true);
});

test.each(["beside ours", "and none of ours is there"])(
  "[W2] a peer that makes a second channel is sent away, and y-webrtc never sees it: %s",
  (which) => {
    if (which === "beside ours") connection.createDataChannel("mine");
    connection.bring(new FakeChannel("theirs"));
    const before = [...seen];
    const more = new FakeChannel("more");
    connection.bring(more);
    expect(connection.isClosed).toBe(true);
    expect(seen).toEqual(before);
    more.dispatchEvent(message(7));
    expect(heard).toEqual([]);
    expect(peers).toHaveLength(1);
  },
);

test("[W2] a peer that puts a channel of its own where that of photos belongs is sent away, and y-webrtc never sees it", () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  connection.taken.add(100);
  connection.bring(new FakeChannel("theirs"));
  expect(connection.isClosed).toBe(true);
  expect([seen, peers]).toEqual([[], []]);
  expect(console.warn).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});
