import { equalBytes } from "../../lib/bytes.ts";
import { PAIR_OPEN_WITHIN_MS, PAIR_WITHIN_MS } from "../limits.ts";
import type { PairingKey } from "../room.ts";
import type { Timers } from "../timers.ts";
import type { LinkDescription } from "./description.ts";
import type { Link } from "./link.ts";
import { encodePairCode, offerName, parsePairCode } from "./pair-code.ts";

/** How far two devices are that pair by codes. */
export type PairingStep =
  | { readonly kind: "none" }
  | { readonly kind: "making" }
  /** `offer`: the other is to scan it and show his answer; `answer`: the other is to scan it, and that is all. */
  | { readonly kind: "shown"; readonly role: "offer" | "answer"; readonly code: string }
  | { readonly kind: "connecting" }
  /** Its id is that of the peer in the wire's status. */
  | { readonly kind: "connected"; readonly peer: string }
  | { readonly kind: "failed"; readonly why: "unreached" | "too-late" | "cannot" };

/** Why a code that was scanned or pasted led to nothing; what is shown stays. */
export type CodeRefusal = "unreadable" | "another-pond" | "own-code" | "another-offer";

export interface PairingState {
  readonly step: PairingStep;
  /** Of the last code; null where it was one to go on with. */
  readonly refused: CodeRefusal | null;
}

/** M2: one person's try to connect by codes on two screens. Closed with the screen; what is connected then stays so. */
export interface Pairing {
  /** Makes an offer to be shown. */
  show(): void;
  /** Takes what was scanned or pasted: the other's offer, which is answered, or the answer to ours. */
  take(code: string): void;
  close(): void;
}

export interface PairingParts {
  readonly key: PairingKey;
  /** Null where this device makes none. */
  readonly makeLink: (events: {
    readonly onOpen: (peer: string) => void;
    readonly onClosed: () => void;
  }) => Link | null;
  readonly onState: (state: PairingState) => void;
  readonly timers: Timers;
}

/** The link that is being made now. */
interface Current {
  readonly link: Link;
  /** What the offer is called, ours or theirs; null before it is made. */
  offer: Uint8Array | null;
  readonly isOurs: boolean;
}

export function createPairing({ key, makeLink, onState, timers }: PairingParts): Pairing {
  let state: PairingState = { step: { kind: "none" }, refused: null };
  let current: Current | null = null;
  let stopTimer: (() => void) | null = null;

  return {
    show: () => void show(),
    take: (code) => void take(code),
    close: () => leave(),
  };

  function tell(step: PairingStep, refused: CodeRefusal | null = null): void {
    state = { step, refused };
    onState(state);
  }

  function refuse(why: CodeRefusal): void {
    tell(state.step, why);
  }

  /** Gives up what is being made; a link that is open is a neighbour's, and stays. */
  function leave(): void {
    stopTimer?.();
    stopTimer = null;
    const left = current;
    current = null;
    left?.link.close();
  }

  function fail(why: (PairingStep & { kind: "failed" })["why"]): void {
    leave();
    tell({ kind: "failed", why });
  }

  function begin(isOurs: boolean, offer: Uint8Array | null): Current | null {
    leave();
    tell({ kind: "making" });
    const link = makeLink({
      onOpen: (peer) => {
        if (current !== made) return;
        current = null; // from now on it is closed by nobody here
        stopTimer?.();
        tell({ kind: "connected", peer });
      },
      onClosed: () => {
        if (current === made) fail("unreached");
      },
    });
    const made = link === null ? null : { link, offer, isOurs };
    current = made;
    if (made === null) fail("cannot");
    return made;
  }

  function wait(ms: number, why: "unreached" | "too-late"): void {
    stopTimer?.();
    stopTimer = timers.after(ms, () => fail(why));
  }

  async function show(): Promise<void> {
    const made = begin(true, null);
    const offer = await made?.link.offer();
    if (made === null || current !== made) return;
    if (offer === null || offer === undefined) return fail("cannot");
    made.offer = offerName(key, offer);
    tell({ kind: "shown", role: "offer", code: encodePairCode(key, offer, null) });
    wait(PAIR_WITHIN_MS, "too-late");
  }

  async function take(code: string): Promise<void> {
    const read = parsePairCode(key, code);
    if (!read.ok) return refuse(read.error);
    const { description, offer } = read.value;
    const isOfThis = current?.offer != null && equalBytes(current.offer, offer);
    if (description.kind === "answer") return isOfThis ? connect(description) : refuse("another-offer");
    if (!isOfThis) return answer(description, offer);
    // A camera sees the same code again and again.
    if (current?.isOurs === true) refuse("own-code");
  }

  async function answer(offer: LinkDescription, name: Uint8Array): Promise<void> {
    const made = begin(false, name);
    const said = await made?.link.answer(offer);
    if (made === null || current !== made) return;
    if (said === null || said === undefined) return fail("cannot");
    tell({ kind: "shown", role: "answer", code: encodePairCode(key, said, name) });
    wait(PAIR_WITHIN_MS, "too-late");
  }

  async function connect(theirs: LinkDescription): Promise<void> {
    // Our own answer, seen in a mirror; and one that is being followed already.
    if (current?.isOurs !== true) return refuse("own-code");
    if (state.step.kind !== "shown") return;
    tell({ kind: "connecting" });
    wait(PAIR_OPEN_WITHIN_MS, "unreached");
    const asked = current;
    if (!(await asked.link.accept(theirs)) && current === asked) fail("unreached");
  }
}
