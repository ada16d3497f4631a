import { bytesToBase64Url } from "../lib/bytes.ts";
import { type FeedKey, keyBytes, SIGNATURE_BYTES } from "../domain/ids.ts";
import type { HelloEnd } from "../domain/ledger/signed-words.ts";
import { helloFrame, isAboutPeers, isGreeting, proofFrame, readFrame } from "./frames.ts";
import type { ChannelListener, TappedChannel } from "./gated-connection.ts";
import type { Greeter } from "./greeter.ts";
import { MAX_WAITING_WORDS, MAX_WORD_BYTES } from "./limits.ts";
import { NONCE_BYTES, readHello } from "./strict-reader.ts";

export interface HandshakeParts {
  readonly greeter: Greeter;
  readonly channel: TappedChannel;
  readonly randomBytes: (length: number) => Uint8Array;
  /** The peer has proven that it is this feed's device, which speaks this version of the wire. */
  readonly onProven: (feed: FeedKey, version: number) => void;
  /** M3: what it says about other peers, once it has proven who it is. Where nobody listens it is for the gate, which knows no such words. */
  readonly onAboutPeers?: (message: Uint8Array) => void;
  /** What it said of itself is not so: it is being disconnected. */
  readonly onImpostor: () => void;
}

/**
 * W8: both ends say which feed is theirs, and sign it together with the certificates of this very connection: a relay that
 * sits in between, or a proof taken from another connection, does not fit. Gives on the same channel without these words.
 * Who does not greet is a stranger: it may read, and bring its own first record.
 */
export function shakeHands(parts: HandshakeParts): TappedChannel {
  const { greeter, channel, randomBytes, onProven, onImpostor } = parts;
  const nonce = randomBytes(NONCE_BYTES);
  let listener: ChannelListener | null = null;
  let greeting: Promise<void> | null = null;
  let theirs: HelloEnd | null = null;
  let theirVersion = 0;
  let hasProven = false;
  /** Greetings, and what is said after them about others, are heeded one after the other. */
  let heeding: Promise<void> = Promise.resolve();
  let waiting = 0;

  channel.listen({
    onMessage: (message) => {
      if (message === null || !isForUs(message)) return listener?.onMessage(message);
      waiting++;
      heeding = heeding
        .then(() => heed(message))
        .catch((cause: unknown) => console.error("greeting", cause))
        .finally(() => waiting--);
    },
    // y-webrtc's first word comes once the channel is open; the greeting goes before it.
    onOwn: (message) => {
      void greet();
      listener?.onOwn(message);
    },
    onRoom: () => listener?.onRoom(),
    onClosed: () => listener?.onClosed(),
  });

  return {
    ...channel,
    listen: (given) => {
      listener = given;
    },
  };

  /** Once, however often it is asked for. */
  function greet(): Promise<void> {
    return (greeting ??= sayHello());
  }

  async function sayHello(): Promise<void> {
    channel.send(helloFrame(keyBytes(await greeter.feed()), nonce));
  }

  /** Of what goes on for ever or is too long nothing is kept: it is the session's, and an offence there. */
  function isForUs(message: Uint8Array): boolean {
    if (isGreeting(message)) return true;
    return isAboutPeers(message) && message.length <= MAX_WORD_BYTES && waiting < MAX_WAITING_WORDS;
  }

  async function heed(message: Uint8Array<ArrayBuffer>): Promise<void> {
    if (isAboutPeers(message)) {
      // In its turn: the proof that came before it has been checked by now.
      if (hasProven && parts.onAboutPeers !== undefined) parts.onAboutPeers(message);
      else listener?.onMessage(message);
      return;
    }
    const frame = readFrame(message);
    if (frame.ok && frame.value.kind === "hello") return heedHello(frame.value.payload);
    if (frame.ok && frame.value.kind === "proof") return heedProof(frame.value.payload);
    return reject();
  }

  async function heedHello(payload: Uint8Array): Promise<void> {
    const hello = readHello(payload);
    const ends = channel.fingerprints();
    if (!hello.ok || theirs !== null || ends === null) return reject();
    const feed = bytesToBase64Url(hello.value.feed) as string as FeedKey; // 32 bytes, which is all that a key looks like
    const mine = await myEnd(ends.mine);
    // Our own words, sent back to us.
    if (feed === mine.feed) return reject();
    theirs = { feed, nonce: hello.value.nonce, fingerprint: ends.theirs };
    theirVersion = hello.value.version;
    const proof = await greeter.prove(mine, theirs);
    // Theirs may be here before y-webrtc has said its first word, which waits until it has looked at the connection: who we are comes
    // before the proof of it, or they would take us for an impostor.
    await greet();
    channel.send(proofFrame(proof));
  }

  async function heedProof(signature: Uint8Array): Promise<void> {
    const ends = channel.fingerprints();
    if (theirs === null || hasProven || ends === null || signature.length !== SIGNATURE_BYTES) return reject();
    if (!(await greeter.check(await myEnd(ends.mine), theirs, signature))) return reject();
    hasProven = true;
    onProven(theirs.feed, theirVersion);
  }

  async function myEnd(fingerprint: string): Promise<HelloEnd> {
    return { feed: await greeter.feed(), nonce, fingerprint };
  }

  function reject(): void {
    onImpostor();
    channel.close();
    listener?.onClosed();
  }
}
