import { type GateReply, type Growth, type Page, type RunReply, type Span, spanOf } from "./gate.ts";
import { type Ask, createForkSearch } from "./fork-search.ts";
import { askFrame, haveFrame, readFrame, reportFrame, updateFrame, vectorFrame } from "./frames.ts";
import { createBudget, wasteOf } from "./budget.ts";
import { writeVector } from "./canonical-update.ts";
import {
  ACK_DELAY_MS,
  HIGH_WATER_BYTES,
  LEFTOVERS_MS,
  MAX_ASK_AGAIN_MS,
  MAX_FRAME_BYTES,
  MAX_OFFENCES,
  MAX_UNHEARD_UPDATES,
  MAX_REQUESTS_PER_MINUTE,
  MAX_WAITING_FRAMES,
  MESSAGES_AT_ONCE,
  STRANGER_WASTE,
  UPDATES_A_REPORT,
} from "./limits.ts";
import type { SessionParts } from "./session-parts.ts";
import { createPassingOn, merged } from "./passing-on.ts";
import { readUpdate } from "./strict-reader.ts";
import { systemTimers } from "./timers.ts";
import { createWaitingNewcomers } from "./waiting-newcomers.ts";

/** One connected peer: what it has, what it may have, and how it behaves. */
export interface PeerSession {
  /** What the peer said it has, as last announced; null before it has said anything. */
  announced(): ReadonlyMap<number, number> | null;
  /**
   * The ledger has grown. What is ours goes out at once; of what others wrote the peer is told, and gets it after a while
   * unless it says that it has it (decision 0012).
   */
  grown(growth: Growth): void;
  /** It did something on this connection, beside the session, that nobody may. */
  offend(reason: string): void;
  close(): void;
  /** Resolves once all that has come in is taken in; null where nothing waits. After the end of a session that may be a while. */
  emptied(): Promise<void> | null;
}

const MINUTE_MS = 60_000;

/** An update that the peer has not said to have taken, by its number on this channel. */
interface OnItsWay {
  readonly nth: number;
  readonly spans: readonly Span[];
}

/**
 * W3: gives a peer what it lacks, page by page, nothing twice, never more than the channel and the peer's gate can
 * take; takes in what it sends, message by message, through the gate. Ends the connection of who offends too often.
 */
export function createPeerSession(parts: SessionParts): PeerSession {
  const { gate, channel, timers = systemTimers } = parts;
  const isOurs = ({ client }: Span) => client === parts.ownClient;
  /** What the peer has as far as we can know: what it announced, what it sent, what we sent. Null before its first word. */
  let has: Map<number, number> | null = null;
  let announced: ReadonlyMap<number, number> | null = null;
  let isOpen = true;
  let offences = 0;
  let isPumping = false;
  let pumpCalls = 0;
  let wakePump: (() => void) | null = null;
  /** Updates sent, and those of them that the peer has not answered for. */
  let given = 0;
  let onItsWay: readonly OnItsWay[] = [];
  /** Updates of the peer that the gate has answered for, and how many of them the peer was told of. */
  let taken = 0;
  let reported = 0;
  let stopReportTimer: (() => void) | null = null;
  let patienceMs = ACK_DELAY_MS;
  const newcomers = createWaitingNewcomers(timers, { askAgain: () => void report(), holds: parts.holds });
  /** True where something was refused for lack of a feed that may come later. */
  let wantsAgain = false;
  let requestTimes: number[] = [];
  const passingOn = createPassingOn({
    ownClient: parts.ownClient,
    timers,
    lacks,
    tell: (have) => channel.send(haveFrame(writeVector(have))),
    give: () => void pump(),
  });
  const search = createForkSearch();
  /** Pages that were asked for and may well hold nothing new. */
  let awaited = 0;
  const budget = createBudget(parts.now, parts.allowance ?? (() => STRANGER_WASTE));
  /** True where our heads have not been shown since the ledger last grew: a peer that lies about its digest gets them once. */
  let mayShowHeads = true;
  const inbox: Uint8Array<ArrayBuffer>[] = [];
  /** Settles when the inbox is empty; null while nothing is read. */
  let reading: Promise<void> | null = null;

  channel.listen({
    onMessage: (message) => {
      if (!isOpen) return;
      if (message === null || message.length > MAX_FRAME_BYTES) return offend("too-large");
      if (inbox.length >= MAX_WAITING_FRAMES) return offend("flood");
      inbox.push(message);
      reading ??= readInbox();
    },
    onOwn: sendOwn,
    onRoom: () => wakePump?.(),
    onClosed: end,
  });

  return {
    announced: () => announced,
    grown: ({ spans, newFeeds }) => {
      mayShowHeads = true;
      const isAwaited = newFeeds && newcomers.grown(spans.map(({ client }) => client));
      if (isAwaited || (wantsAgain && newFeeds)) {
        wantsAgain = false;
        patienceMs = ACK_DELAY_MS;
        scheduleReport();
      }
      if (!isOpen || has === null) return;
      for (const span of spans) {
        if (!isOurs(span)) passingOn.grown(span);
        else if (lacks(span)) void pump();
      }
    },
    offend,
    close: () => {
      channel.close();
      end();
    },
    emptied: () => reading,
  };

  async function readInbox(): Promise<void> {
    // What came in before a connection broke is taken in too, or it would have to come once more.
    while (inbox.length > 0) {
      // Many at once: the ledger stores them with one write to the disk, which is what a first sync waits for.
      const messages = inbox.splice(0, MESSAGES_AT_ONCE);
      const replies = await take(messages);
      for (const [i, reply] of replies.entries()) {
        if (!isOpen) break;
        if (!budget.spend(wasteIn(reply, messages[i]?.length ?? 0))) bar("wasteful");
        else heed(reply);
      }
    }
    reading = null;
  }

  async function take(messages: readonly Uint8Array<ArrayBuffer>[]): Promise<readonly GateReply[]> {
    // What it sends, it has, whatever the gate says: known before the gate tells of growth, or it would be sent back.
    for (const span of messages.flatMap((message) => spansIn(message) ?? [])) {
      raise(span);
      passingOn.brought(span);
    }
    try {
      return await gate.receive(messages);
    } catch (cause) {
      // Our own storage broke while they were looked at: they are asked for again, and nobody is to blame.
      console.error("gate", cause);
      return messages.map(() => ({ kind: "runs", runs: [] }));
    }
  }

  function wasteIn(reply: GateReply, bytes: number): number {
    const waste = wasteOf(reply, bytes);
    if (waste === 0 || reply.kind !== "runs" || awaited === 0) return waste;
    awaited--; // it was asked for
    return 0;
  }

  function heed(reply: GateReply): void {
    switch (reply.kind) {
      case "vector":
        return heedVector(reply);
      case "have":
        return heedHave(reply.vector);
      case "conflicts":
        if (!isRequestTooMany())
          for (const { client, count } of reply.conflicts) ask(search.differsBefore(client, count));
        return;
      case "ask":
        if (!isRequestTooMany()) void answer(reply.ask);
        return;
      case "runs":
        return heedRuns(reply.runs);
      case "dropped":
        return offend(reply.reason);
      case "ignored":
        return;
    }
  }

  function isRequestTooMany(): boolean {
    const now = parts.now();
    requestTimes = [...requestTimes.filter((time) => time > now - MINUTE_MS), now];
    if (requestTimes.length <= MAX_REQUESTS_PER_MINUTE) return false;
    offend("too-many-requests");
    return true;
  }

  function heedVector({ vector, taken: heard, differs }: GateReply & { readonly kind: "vector" }): void {
    if (isRequestTooMany()) return;
    // The first word is y-webrtc's, which counts only: that the records are the same is said by a report.
    if (announced === null) scheduleReport();
    announced = vector;
    if (differs) void showHeads();
    // What it says it has is what it has: what it took and refused is given again. What is on its way to it is not.
    onItsWay = onItsWay.filter(({ nth }) => nth > heard);
    has = new Map(vector);
    for (const { spans } of onItsWay) for (const span of spans) raise(span);
    parts.onChange();
    wakePump?.();
    // What waits to be passed on may be on its way to the peer from its author.
    if (!passingOn.isWaiting()) void pump();
  }

  function heedHave(vector: ReadonlyMap<number, number>): void {
    if (announced === null) return;
    announced = merged(announced, vector);
    for (const [client, to] of vector) raise({ client, from: 0, to });
    parts.onChange();
  }

  function heedRuns(runs: readonly RunReply[]): void {
    taken++;
    runs.forEach(newcomers.heed);
    for (const { client, from, to, admitted, refused } of runs) {
      if (refused === null) {
        if (admitted === 0) ask(search.isSameUpTo(client, to));
        continue;
      }
      if (refused.kind === "unchained") ask(search.differsBefore(client, from));
      // What came before its turn is asked for again: it is late, and nobody need be told that it was refused.
      if (refused.kind === "inviter-unknown" || refused.kind === "gap") wantsAgain = true;
      else if (refused.offence) offend(refused.kind);
      else parts.onRefused(refused.kind);
    }
    const isProgress = runs.some(({ admitted, refused }) => admitted > 0 || refused === null);
    if (isProgress) patienceMs = ACK_DELAY_MS;
    if (isProgress && taken - reported >= UPDATES_A_REPORT) void report();
    else scheduleReport();
  }

  /** What y-webrtc wants to send: our vector goes out as it is; what is our own goes out if it is just what the peer lacks. */
  function sendOwn(message: Uint8Array<ArrayBuffer>): void {
    const frame = readFrame(message);
    if (frame.ok && frame.value.kind === "vector") return void sayVector(message);
    if (!frame.ok || frame.value.kind !== "update") return;
    const spans = message.length > MAX_FRAME_BYTES ? null : spansIn(message);
    const isNow = spans !== null && spans.every((span) => isOurs(span) && isNext(span));
    // Anything else is in the ledger, and goes out from there when it is due.
    if (has !== null && isNow && !isPumping && !mustWait()) give(message, spans);
  }

  /** The first word. It waits for what a connection that broke has left in our hands, or that would come once more. */
  async function sayVector(message: Uint8Array<ArrayBuffer>): Promise<void> {
    const leftovers = parts.leftovers?.() ?? null;
    if (leftovers === null) return channel.send(message);
    await Promise.race([leftovers, new Promise<void>((resolve) => timers.after(LEFTOVERS_MS, resolve))]);
    const vector = await gate.vector();
    if (isOpen) channel.send(vectorFrame(writeVector(vector)));
  }

  /** Sends pages as long as the peer lacks something and may be sent more. */
  async function pump(): Promise<void> {
    pumpCalls++;
    if (isPumping) return;
    isPumping = true;
    try {
      for (let heeded = 0; heeded !== pumpCalls;) {
        heeded = pumpCalls;
        await givePages();
      }
    } catch (cause) {
      // The store is gone, which the screens tell; what the peer lacks goes out at the next growth or word of its own.
      console.error("pages", cause);
    } finally {
      isPumping = false;
    }
  }

  async function givePages(): Promise<void> {
    for (let page = await nextPage(); page !== null; page = await nextPage()) {
      while (mustWait()) {
        await new Promise<void>((wake) => {
          wakePump = wake;
        });
      }
      // The peer may have said meanwhile that it has less or more; then the next page is another one.
      if (isOpen && page.spans.every(isNext)) give(updateFrame(page.update), page.spans);
    }
  }

  function nextPage(): Promise<Page | null> {
    return has === null || !isOpen ? Promise.resolve(null) : gate.page(has).catch(noPage);
  }

  function mustWait(): boolean {
    return isOpen && (channel.waiting() > HIGH_WATER_BYTES || onItsWay.length >= MAX_UNHEARD_UPDATES);
  }

  function give(message: Uint8Array<ArrayBuffer>, spans: readonly Span[]): void {
    channel.send(message);
    given++;
    onItsWay = [...onItsWay, { nth: given, spans }];
    for (const span of spans) raise(span);
  }

  function isNext({ client, from }: Span): boolean {
    return (has?.get(client) ?? 0) === from;
  }

  function lacks({ client, to }: Span): boolean {
    return has !== null && (has.get(client) ?? 0) < to;
  }

  function raise({ client, to }: Span): void {
    has?.set(client, Math.max(has.get(client) ?? 0, to));
  }

  /** Tells the peer what has arrived, once it pauses; that is also how what was refused is asked for again. */
  function scheduleReport(): void {
    if (!isOpen) return;
    stopReportTimer?.();
    stopReportTimer = timers.after(patienceMs, () => void report());
  }

  async function report(): Promise<void> {
    stopReportTimer?.();
    stopReportTimer = null;
    // Until something gets in, asking again is asking for the same.
    patienceMs = Math.min(patienceMs * 2, MAX_ASK_AGAIN_MS);
    reported = taken;
    const upTo = taken; // read before the vector, which may then know of more but never of less
    const { vector, digest } = await gate.summary();
    const said = newcomers.covered(vector, announced, parts.theirClient?.() ?? null);
    if (isOpen) channel.send(reportFrame(upTo, digest, writeVector(said)));
  }

  /** W4: the peer counts as we do and holds something else: both say what they hold, and ask for what is another. */
  async function showHeads(): Promise<void> {
    if (!mayShowHeads) return;
    mayShowHeads = false;
    for (const frame of await gate.heads()) if (isOpen) channel.send(frame);
  }

  function ask(wanted: Ask | null): void {
    if (wanted === null || !isOpen) return;
    awaited++;
    channel.send(askFrame(wanted));
  }

  async function answer(asked: Ask): Promise<void> {
    const page = await gate.pageOf(asked);
    if (page !== null && isOpen) give(updateFrame(page.update), page.spans);
  }

  function offend(reason: string): void {
    if (!isOpen) return;
    offences++;
    parts.onRefused(reason);
    if (offences >= MAX_OFFENCES) disconnect();
  }

  /** What goes on for ever without being an offence by itself. */
  function bar(reason: string): void {
    parts.onRefused(reason);
    disconnect();
  }

  function disconnect(): void {
    inbox.length = 0;
    channel.close();
    end();
    parts.onBarred?.();
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    stopReportTimer?.();
    passingOn.stop();
    newcomers.stop();
    wakePump?.();
    parts.onClosed();
  }
}

/** Our own storage broke while a page was read: the next growth or word of the peer tries again. */
function noPage(cause: unknown): null {
  console.error("gate", cause);
  return null;
}

/** Which records a message says to carry; null where it is no update that the gate would read. */
function spansIn(message: Uint8Array): readonly Span[] | null {
  const frame = readFrame(message);
  if (!frame.ok || frame.value.kind !== "update") return null;
  const update = readUpdate(frame.value.payload);
  return update.ok ? update.value.map(spanOf) : null;
}
