/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin */
import * as z from "zod/mini";
import { parseKeyText, type PondId } from "../domain/ids.ts";
import type { Pairing } from "../sync/pairing/pairing.ts";
import type { Wire } from "../sync/wire.ts";
import type { PairingDesk, PairingView } from "./pairing-api.ts";

/** The part of a BroadcastChannel that is used. What is said on it is heard by all others of that name, in this tab too. */
export interface PairingChannel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** More than any code has, in characters. */
const MAX_CODE = 4000;
const MAX_ID = 64;
/** Screens that pair at the same time: one a tab, and those of tabs that were closed without a word. */
const MAX_PAIRINGS = 16;
/** ms in which the tab that holds the wire answers, if there is one that runs. */
const ANSWER_WITHIN_MS = 6_000;

/** Other tabs may run an older or newer app: what is in no known form is not heeded. */
const Asked = z.object({
  to: z.literal("wire"),
  id: z.string().check(z.maxLength(MAX_ID)),
  pond: z.string(),
  ask: z.enum(["show", "take", "close"]),
  code: z.string().check(z.maxLength(MAX_CODE)),
});
const Step = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("making") }),
  z.object({
    kind: z.literal("shown"),
    role: z.enum(["offer", "answer"]),
    code: z.string().check(z.maxLength(MAX_CODE)),
  }),
  z.object({ kind: z.literal("connecting") }),
  z.object({ kind: z.literal("connected"), peer: z.string() }),
  z.object({ kind: z.literal("failed"), why: z.enum(["unreached", "too-late", "cannot"]) }),
]);
const Told = z.object({
  to: z.literal("screen"),
  id: z.string(),
  state: z.object({
    step: Step,
    refused: z.nullable(z.enum(["unreadable", "another-pond", "own-code", "another-offer"])),
  }),
});

/** M2: the screens' side. A connection lives in the tab that holds the wire (W5), which may be another one: it is asked by messages. */
export function createPairingDesk(channel: PairingChannel, newId: () => string): PairingDesk {
  const tellById = new Map<string, (view: PairingView) => void>();
  channel.addEventListener("message", ({ data }) => {
    const told = z.safeParse(Told, data);
    if (told.success) tellById.get(told.data.id)?.(told.data.state);
  });

  return {
    open: (pond, onView) => {
      const id = newId();
      let timer: ReturnType<typeof setTimeout> | undefined;
      tellById.set(id, (view) => {
        clearTimeout(timer);
        onView(view);
      });
      const ask = (what: z.infer<typeof Asked>["ask"], code = "") =>
        channel.postMessage({ to: "wire", id, pond, ask: what, code } satisfies z.infer<typeof Asked>);
      const askAndWait = (what: "show" | "take", code?: string) => {
        clearTimeout(timer);
        timer = setTimeout(() => onView({ step: { kind: "failed", why: "nobody" }, refused: null }), ANSWER_WITHIN_MS);
        ask(what, code);
      };
      return {
        show: () => askAndWait("show"),
        take: (code) => askAndWait("take", code.slice(0, MAX_CODE)),
        close: () => {
          clearTimeout(timer);
          tellById.delete(id);
          ask("close");
        },
      };
    },
  };
}

/** The side of the tab that holds the wires: does what screens ask for, and tells them how far it is. */
export function answerPairings(channel: PairingChannel, wireOf: (pond: PondId) => Promise<Wire | null>): void {
  const pairings = new Map<string, Promise<Pairing | null>>();
  const tell = (id: string, state: z.infer<typeof Told>["state"]) =>
    channel.postMessage({ to: "screen", id, state } satisfies z.infer<typeof Told>);

  async function open(id: string, pond: PondId | null): Promise<Pairing | null> {
    const wire = pond === null ? null : await wireOf(pond);
    if (wire === null) tell(id, { step: { kind: "failed", why: "cannot" }, refused: null });
    return wire?.pair((state) => tell(id, state)) ?? null;
  }

  async function close(id: string): Promise<void> {
    const pairing = pairings.get(id);
    pairings.delete(id);
    (await pairing)?.close();
  }

  async function heed({ id, pond, ask, code }: z.infer<typeof Asked>): Promise<void> {
    if (ask === "close") return close(id);
    const known = pairings.get(id);
    const opening = known ?? open(id, parseKeyText<PondId>(pond));
    pairings.set(id, opening);
    for (const oldest of pairings.keys()) if (pairings.size > MAX_PAIRINGS) void close(oldest);
    const pairing = await opening;
    if (pairing === null) pairings.delete(id); // the next try may find the pond's wire
    else if (ask === "show") pairing.show();
    else pairing.take(code);
  }

  channel.addEventListener("message", ({ data }) => {
    const asked = z.safeParse(Asked, data);
    if (asked.success) void heed(asked.data);
  });
}
