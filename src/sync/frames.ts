import { err, ok, type Result } from "../lib/result.ts";
import type { FrameError } from "./strict-reader.ts";
import { createFrameReader, createFrameWriter, MalformedFrame } from "./varint.ts";

/** What y-webrtc peers say to each other on their data channel: sync step 1 (a vector), steps 2 and 3 (an update), awareness; and ours, an acknowledgement (decision 0007). */
export type Frame =
  | { readonly kind: "vector"; readonly payload: Uint8Array }
  | { readonly kind: "update"; readonly payload: Uint8Array }
  | { readonly kind: "awareness"; readonly payload: Uint8Array }
  | { readonly kind: "ack"; readonly handled: number };

const SYNC = 0;
const AWARENESS = 1;
/** Far above y-webrtc's own kinds, which ignores what it does not know. */
const ACK = 100;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** W2: splits a message into its kind and payload; whatever is of no known kind is an error. */
export function readFrame(message: Uint8Array): Result<Frame, FrameError> {
  try {
    const reader = createFrameReader(message);
    const outer = reader.byte();
    if (outer === ACK) {
      const handled = reader.uint();
      if (reader.left() > 0) throw new MalformedFrame("more than it says");
      return ok({ kind: "ack", handled });
    }
    if (outer !== SYNC && outer !== AWARENESS) return unknownKind();
    const inner = outer === SYNC ? reader.byte() : null;
    if (inner !== null && inner !== STEP_1 && inner !== STEP_2 && inner !== UPDATE) return unknownKind();
    const payload = reader.bytes(reader.uint());
    if (reader.left() > 0) throw new MalformedFrame("more than it says");
    if (inner === null) return ok({ kind: "awareness", payload });
    return ok({ kind: inner === STEP_1 ? "vector" : "update", payload });
  } catch (cause) {
    if (cause instanceof MalformedFrame) return err({ kind: "frame-malformed", why: cause.message });
    throw cause;
  }
}

export function vectorFrame(vector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(STEP_1, vector);
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(UPDATE, update);
}

/** W3: how many update messages have been looked at since the connection opened. */
export function ackFrame(handled: number): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.byte(ACK);
  out.uint(handled);
  return out.finish();
}

/** True where a message says that it is an acknowledgement; `readFrame` says whether it is one. */
export function isAck(message: Uint8Array): boolean {
  return message[0] === ACK;
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
