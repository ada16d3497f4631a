import { once } from "node:events";
import { WebSocket } from "ws";
import { serve } from "../../../server/serve.mjs";

type Limits = NonNullable<Parameters<typeof serve>[0]["relayLimits"]>;

/** ms that loopback never needs: what has not come by then does not come. */
const PATIENCE_MS = 3000;

export async function startRelay(relayLimits: Limits = {}) {
  const server = await serve({ dir: null, port: 0, host: "127.0.0.1", relay: true, relayLimits });
  return { ...server, url: `ws://127.0.0.1:${server.port}/relay` };
}

export interface RelayClient {
  readonly socket: WebSocket;
  /** Everything heard so far. */
  readonly heard: Record<string, unknown>[];
  say(message: unknown): void;
  /** Waits for the first message that fits, those already heard included. */
  hear(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** Waits until everything said so far has been dealt with. */
  settled(): Promise<void>;
  /** The code with which the connection ends. */
  readonly ended: Promise<number>;
}

export async function connect(url: string): Promise<RelayClient> {
  const socket = new WebSocket(url);
  const heard: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let pings = 0;
  socket.on("message", (data: Buffer) => {
    heard.push(JSON.parse(data.toString()));
    for (const look of waiting) look();
  });
  // The other end may cut the line in the middle of a write: that is what these tests do on purpose.
  socket.on("error", () => socket.terminate());
  const ended = new Promise<number>((resolve) => socket.on("close", resolve));
  await Promise.race([once(socket, "open"), ended.then((code) => Promise.reject(new Error(`refused: ${code}`)))]);

  const client: RelayClient = {
    socket,
    heard,
    say: (message) => socket.send(JSON.stringify(message)),
    hear: (fits) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => done(() => reject(new Error("heard nothing that fits"))), PATIENCE_MS);
        function done(how: () => void) {
          clearTimeout(giveUp);
          waiting.delete(look);
          how();
        }
        function look() {
          const found = heard.find(fits);
          if (found !== undefined) done(() => resolve(found));
        }
        waiting.add(look);
        look();
      }),
    settled: async () => {
      pings += 1;
      const wanted = pings;
      client.say({ type: "ping" });
      await client.hear(() => heard.filter((message) => message["type"] === "pong").length >= wanted);
    },
    ended,
  };
  return client;
}

/** Alice and Bob, who want to hear each other whatever Eve does. */
export async function honestPair(url: string) {
  const [alice, bob] = await Promise.all([connect(url), connect(url)]);
  let count = 0;
  for (const one of [alice, bob]) {
    one.say({ type: "subscribe", topics: ["pond"] });
    await one.settled();
  }
  return {
    alice,
    bob,
    /** Fails where one of them does not hear the other. */
    async hearEachOther() {
      for (const [from, to] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        count += 1;
        const n = count;
        from.say({ type: "publish", topic: "pond", n });
        await to.hear((message) => message["n"] === n);
      }
    },
  };
}
