import { concatBytes } from "../lib/bytes.ts";
import { err, ok, type Result } from "../lib/result.ts";
import type { FrameError } from "./strict-reader.ts";
import { createFrameReader, createFrameWriter, MalformedFrame } from "./varint.ts";

/**
 * What y-webrtc peers say to each other on their data channel: sync step 1 (a vector), steps 2 and 3 (an update),
 * awareness. And what only our sessions say: a report (how many updates they have taken from this channel, the digest of
 * what they hold, their vector), what was learnt from others, heads, questions for a feed's records (W4), and introductions (M3).
 */
export type Frame =
  | { readonly kind: "vector"; readonly payload: Uint8Array }
  | { readonly kind: "report"; readonly payload: Uint8Array }
  | { readonly kind: "have"; readonly payload: Uint8Array }
  | { readonly kind: "heads"; readonly payload: Uint8Array }
  | { readonly kind: "ask"; readonly payload: Uint8Array }
  | { readonly kind: "hello"; readonly payload: Uint8Array }
  | { readonly kind: "proof"; readonly payload: Uint8Array }
  | { readonly kind: "peers"; readonly payload: Uint8Array }
  | { readonly kind: "intro"; readonly payload: Uint8Array }
  | { readonly kind: "update"; readonly payload: Uint8Array }
  | { readonly kind: "awareness"; readonly payload: Uint8Array };

/** Of what only our sessions say. A peer of a later version speaks this one too, or it is not understood and not let in. */
export const WIRE_VERSION = 2;
/** M3: the version from which on peers introduce and are introduced: to an earlier one those words would be an offence. */
export const INTRODUCES_SINCE = 2;
const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
const REPORT = 3;
const HEADS = 4;
const ASK = 5;
const HELLO = 6;
const PROOF = 7;
const HAVE = 8;
const PEERS = 9;
const INTRO = 10;

const KIND_BY_STEP: ReadonlyMap<number, Exclude<Frame["kind"], "awareness">> = new Map([
  [HEADS, "heads"],
  [ASK, "ask"],
  [HELLO, "hello"],
  [PROOF, "proof"],
  [HAVE, "have"],
  [PEERS, "peers"],
  [INTRO, "intro"],
  [STEP_1, "vector"],
  [STEP_2, "update"],
  [UPDATE, "update"],
  [REPORT, "report"],
]);

/** W2: splits a message into its kind and payload; whatever is of no known kind is an error. */
export function readFrame(message: Uint8Array): Result<Frame, FrameError> {
  try {
    const reader = createFrameReader(message);
    const outer = reader.byte();
    if (outer !== SYNC && outer !== AWARENESS) return unknownKind();
    const kind = outer === AWARENESS ? "awareness" : KIND_BY_STEP.get(reader.byte());
    if (kind === undefined) return unknownKind();
    const payload = reader.bytes(reader.uint());
    if (reader.left() > 0) throw new MalformedFrame("more than it says");
    return ok({ kind, payload });
  } catch (cause) {
    if (cause instanceof MalformedFrame) return err({ kind: "frame-malformed", why: cause.message });
    throw cause;
  }
}

export function vectorFrame(vector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(STEP_1, vector);
}

/** W3, W4: tells a peer how many of its updates have been taken, whatever became of them, and what is held after that. */
export function reportFrame(taken: number, digest: Uint8Array, vector: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(taken);
  return frameOf(REPORT, concatBytes(out.finish(), digest, vector));
}

/** W3: what has come in from somebody else, as the part of the vector that it changed: it need not be sent here any more. */
export function haveFrame(vector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(HAVE, vector);
}

/** W4: where all feeds stand, for a peer that counts the same and holds something else. */
export function headsFrame(heads: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(HEADS, heads);
}

/** W4: asks for the records of a feed from a clock on. */
export function askFrame({
  client,
  from,
}: {
  readonly client: number;
  readonly from: number;
}): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(client);
  out.uint(from);
  return frameOf(ASK, out.finish());
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(UPDATE, update);
}

/** Says who is there: version, feed (32 bytes), nonce (32 bytes). */
export function helloFrame(feed: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(WIRE_VERSION);
  return frameOf(HELLO, concatBytes(out.finish(), feed, nonce));
}

/** Proves what a hello said: the feed's signature over both ends of this connection. */
export function proofFrame(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(PROOF, signature);
}

/** True for what two ends of a connection say about themselves, which is not for the gate. */
export function isGreeting(message: Uint8Array): boolean {
  return message[0] === SYNC && (message[1] === HELLO || message[1] === PROOF);
}

/** M3: whom of the pond one is connected with. */
export function peersFrame(feeds: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return frameOf(PEERS, concatBytes(...feeds));
}

/** M3: what one wants another to be told, or is told by another, through somebody whom both know. */
export function introFrame(
  direction: "to" | "from",
  feed: Uint8Array,
  description: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return frameOf(INTRO, concatBytes(new Uint8Array([direction === "to" ? 0 : 1]), feed, description));
}

/** True for what is said about other peers, which is not for the gate either. */
export function isAboutPeers(message: Uint8Array): boolean {
  return message[0] === SYNC && (message[1] === PEERS || message[1] === INTRO);
}

function frameOf(step: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.byte(SYNC);
  out.byte(step);
  out.sized(payload);
  return out.finish();
}

function unknownKind(): Result<never, FrameError> {
  return err({ kind: "frame-malformed", why: "unknown kind" });
}
