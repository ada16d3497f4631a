import type { ChannelListener, TappedChannel } from "../../src/sync/gated-connection.ts";
import type { Dice } from "./dice.ts";
import type { VirtualTime } from "./virtual-time.ts";

type Message = Uint8Array<ArrayBuffer>;

/** One end of a connection. */
export interface End extends TappedChannel {
  readonly from: string;
  readonly to: string;
  isClosed(): boolean;
  /** What y-webrtc at this end wants to send. */
  own(message: Message): void;
  /** Sends a message that is no bytes. */
  sendText(): void;
}

export interface Network {
  /** Two ends of one reliable, ordered channel of its own speed; null where a partition is between them. */
  connect(from: string, to: string): readonly [End, End] | null;
  /** From now on only names on the same side reach each other; what crossed is cut. */
  part(sideOf: ((name: string) => number) | null): void;
  /** A connection is lost: what is on its way never comes, and each end learns of it in its own time. */
  cutOne(): void;
  /** That connection is lost. */
  cut(ends: readonly [End, End]): void;
  /** A process has gone, and its connections with it. */
  cutAll(name: string): void;
  areConnected(a: string, b: string): boolean;
  connectionsOf(name: string): number;
  /** Who has ended a connection on purpose, and with whom: one of two with the same is no end (M3). */
  closings(): readonly Closing[];
}

export interface Closing {
  readonly by: string;
  readonly with: string;
}

interface Line {
  readonly ends: readonly [OpenEnd, OpenEnd];
}

type OpenEnd = End & { lose(): void; hear(message: Message | null): void; meet(other: OpenEnd): void };

/** Longest time, in ms, until an end notices that the other is gone. */
const NOTICE_MS = 30_000;

export function createNetwork(time: VirtualTime, dice: Dice): Network {
  let lines: readonly Line[] = [];
  let side: ((name: string) => number) | null = null;
  const closings: Closing[] = [];

  const canReach = (a: string, b: string) => side === null || side(a) === side(b);
  const open = () => {
    lines = lines.filter(({ ends }) => ends.some((end) => !end.isClosed()));
    return lines;
  };
  const between = (line: Line, a: string, b: string) =>
    [line.ends[0].from, line.ends[1].from].sort().join("|") === [a, b].sort().join("|");

  /** True where `from` has, as far as it knows, more than one connection with the other. */
  function hasAnother(from: string, to: string): boolean {
    const ends = open().flatMap((line) => line.ends);
    return ends.filter((end) => end.from === from && end.to === to && !end.isClosed()).length > 1;
  }

  function cut({ ends }: Line): void {
    for (const end of ends) {
      end.meet(nowhere(end));
      time.after(dice.int(NOTICE_MS), end.lose);
    }
  }

  function createEnd(from: string, to: string): OpenEnd {
    const bytesPerMs = dice.pick([10, 100, 1000, 5000] as const);
    const latency = dice.between(1, 400);
    let listener: ChannelListener | null = null;
    let other: OpenEnd | null = null;
    let waiting = 0;
    let isClosed = false;
    let departure = 0;
    let arrival = 0;

    const lose = () => {
      if (isClosed) return;
      isClosed = true;
      listener?.onClosed();
    };

    return {
      from,
      to,
      isClosed: () => isClosed,
      photos: null,
      fingerprints: () => ({ mine: from, theirs: to }),
      waiting: () => waiting,
      send: (message) => {
        if (isClosed) return;
        waiting += message.length;
        departure = Math.max(departure, time.now()) + message.length / bytesPerMs;
        arrival = Math.max(arrival, departure + latency + dice.int(latency));
        const copy = new Uint8Array(message);
        time.after(departure - time.now(), () => {
          waiting -= copy.length;
          if (waiting === 0 && !isClosed) listener?.onRoom();
        });
        time.after(arrival - time.now(), () => other?.hear(copy));
      },
      close: () => {
        if (isClosed) return;
        if (!hasAnother(from, to)) closings.push({ by: from, with: to });
        const peer = other;
        other = null;
        lose();
        time.after(latency, () => peer?.lose());
      },
      sendText: () => {
        arrival = Math.max(arrival, time.now() + latency);
        time.after(arrival - time.now(), () => other?.hear(null));
      },
      listen: (given) => {
        listener = given;
      },
      own: (message) => {
        if (!isClosed) listener?.onOwn(message);
      },
      hear: (message) => {
        if (!isClosed) listener?.onMessage(message);
      },
      lose,
      meet: (end) => {
        other = end;
      },
    };
  }

  return {
    connect: (from, to) => {
      if (!canReach(from, to)) return null;
      const [a, b] = [createEnd(from, to), createEnd(to, from)];
      a.meet(b);
      b.meet(a);
      lines = [...open(), { ends: [a, b] }];
      return [a, b];
    },
    part: (sideOf) => {
      side = sideOf;
      for (const line of open()) if (!canReach(line.ends[0].from, line.ends[0].to)) cut(line);
    },
    cutOne: () => {
      const line = dice.any(open());
      if (line !== undefined) cut(line);
    },
    cut: (ends) => {
      const line = lines.find((known) => known.ends[0] === ends[0]);
      if (line !== undefined) cut(line);
    },
    cutAll: (name) => {
      for (const { ends } of open()) {
        const mine = ends.find(({ from }) => from === name);
        const theirs = ends.find(({ to }) => to === name);
        if (mine === undefined || theirs === undefined) continue;
        mine.lose();
        time.after(dice.int(NOTICE_MS), theirs.lose);
      }
    },
    areConnected: (a, b) => open().some((line) => between(line, a, b) && line.ends.every((end) => !end.isClosed())),
    connectionsOf: (name) =>
      open().filter(({ ends }) => ends.some((end) => end.from === name && !end.isClosed())).length,
    closings: () => closings,
  };
}

/** What a cut line leads to. */
function nowhere(end: OpenEnd): OpenEnd {
  return { ...end, hear: () => undefined, lose: () => undefined };
}
