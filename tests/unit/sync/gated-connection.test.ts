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

/** A connection that only has channels. */
class FakeConnection extends EventTarget {
  isClosed = false;

  createDataChannel(label: string): FakeChannel {
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

let wires: TappedChannel[];
let connection: FakeConnection;
const heard: number[] = [];
const own: number[] = [];
let closings = 0;

beforeEach(() => {
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  [wires, heard.length, own.length, closings] = [[], 0, 0, 0];
  const Gated = gatedConnectionClass((wire) => {
    wires.push(wire);
    wire.listen({
      onMessage: (said) => heard.push(said?.[0] ?? -1),
      onOwn: (said) => own.push(said[0] ?? -1),
      onRoom: () => undefined,
      onClosed: () => closings++,
    });
  });
  connection = new Gated() as unknown as FakeConnection; // it is one, by the stub above
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
  wires[0]?.send(bytes(2));
  expect(channel.said).toEqual([2]);
});

test("[W2] where both ends began at once there are two channels and one wire: both are heard, and it speaks over one, in order", () => {
  const mine = connection.createDataChannel("mine");
  const theirs = new FakeChannel("theirs");
  connection.bring(theirs);
  expect(wires).toHaveLength(1);
  theirs.dispatchEvent(message(7));
  mine.dispatchEvent(message(8));
  expect(heard).toEqual([7, 8]);
  // Mine is not open yet: the answer goes over theirs, and so does all that follows.
  wires[0]?.send(bytes(1));
  mine.readyState = "open";
  wires[0]?.send(bytes(2));
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

test("[W2] more channels than one for each end are closed, and nobody is told of them", () => {
  connection.createDataChannel("mine");
  for (const label of ["theirs", "more", "and more"]) {
    const channel = new FakeChannel(label);
    connection.bring(channel);
    expect(channel.readyState).toBe(label === "theirs" ? "open" : "closed");
  }
  expect(wires).toHaveLength(1);
  expect([closings, connection.isClosed]).toEqual([0, false]);
});
