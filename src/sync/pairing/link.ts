import type { TappedChannel } from "../gated-connection.ts";
import type { LinkDescription } from "./description.ts";

/** A connection without y-webrtc: its two ends tell each other of themselves by whatever way there is (M2, M3). */
export interface Link {
  /** To be listened to as soon as the link is open. */
  readonly channel: TappedChannel;
  /** Each is asked for once, and of one end only. Null, or false, where the browser cannot. */
  offer(): Promise<LinkDescription | null>;
  answer(offer: LinkDescription): Promise<LinkDescription | null>;
  accept(answer: LinkDescription): Promise<boolean>;
  /** The first word, which over y-webrtc's connections is y-webrtc's. */
  speak(firstWord: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** `onOpen` and `onClosed` come once at most; a link may close without having been open. */
export type CreateLink = (events: { readonly onOpen: () => void; readonly onClosed: () => void }) => Link;
