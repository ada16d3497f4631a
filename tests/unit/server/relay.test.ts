import { connect as connectSocket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RELAY_LIMITS } from "../../../server/limits.mjs";
import { connect, honestPair, startRelay } from "./relay-client.ts";

let relay: Awaited<ReturnType<typeof startRelay>>;
let pair: Awaited<ReturnType<typeof honestPair>>;

async function start(limits: Parameters<typeof startRelay>[0] = {}) {
  relay = await startRelay(limits);
  pair = await honestPair(relay.url);
}

/** Whatever a test did: the two still hear each other, and the relay still runs. */
beforeEach(() => start());
afterEach(async () => {
  await pair.hearEachOther();
  await relay.close();
});

async function restart(limits: Parameters<typeof startRelay>[0]) {
  await relay.close();
  await start(limits);
}

const POLICY = 1008;
const TOO_BIG = 1009;
const NOT_TEXT = 1003;
const CUT_OFF = 1006;

test("[M1] what alice publishes reaches everybody in the topic, herself included, with the number of hearers", async () => {
  pair.alice.say({ type: "publish", topic: "pond", from: "alice", data: { nested: [1, "ü"] }, clients: 99 });
  const expected = { type: "publish", topic: "pond", from: "alice", data: { nested: [1, "ü"] }, clients: 2 };
  expect(await pair.bob.hear((message) => message["from"] === "alice")).toEqual(expected);
  expect(await pair.alice.hear((message) => message["from"] === "alice")).toEqual(expected);
});

test("[M1] a ping is answered with a pong", async () => {
  pair.alice.say({ type: "ping" });
  expect(await pair.alice.hear((message) => message["type"] === "pong")).toEqual({ type: "pong" });
});

test("[M1] other topics stay unheard, and so do those that were left", async () => {
  const carol = await connect(relay.url);
  carol.say({ type: "subscribe", topics: ["elsewhere", "pond"] });
  carol.say({ type: "unsubscribe", topics: ["pond"] });
  await carol.settled();
  await pair.hearEachOther();
  await carol.settled();
  expect(carol.heard.filter((message) => message["type"] === "publish")).toEqual([]);
});

test("[M1] nothing stays of those who leave", async () => {
  const carol = await connect(relay.url);
  carol.say({ type: "subscribe", topics: ["carols", "pond"] });
  await carol.settled();
  expect(relay.stats()).toEqual({ connections: 3, topics: 2 });
  carol.socket.close();
  await expect.poll(() => relay.stats()).toEqual({ connections: 2, topics: 1 });
});

test.each([
  ["no JSON", "{"],
  ["an empty frame", ""],
  ["a bare value", "null"],
  ["an array", "[]"],
  ["no type", "{}"],
  ["an unknown type", '{"type":"shutdown"}'],
  ["topics that are no list", '{"type":"subscribe","topics":{"length":3}}'],
  ["topics that are no text", '{"type":"subscribe","topics":[{}]}'],
  ["a topic from the prototype", '{"type":"publish","topic":{"__proto__":1}}'],
  [
    "a topic that is too long",
    JSON.stringify({ type: "subscribe", topics: ["x".repeat(RELAY_LIMITS.maxTopicLength + 1)] }),
  ],
  ["brackets 30,000 deep", "[".repeat(30_000)],
])("[M1] eve sends %s again and again: she is cut off, and alice and bob notice nothing", async (_what, frame) => {
  const eve = await connect(relay.url);
  for (let n = 1; n < RELAY_LIMITS.maxStrikes; n += 1) eve.socket.send(frame);
  await eve.settled();
  eve.socket.send(frame);
  expect(await eve.ended).toBe(POLICY);
});

test("[M1] a well-formed message nested 30,000 deep is passed on as it came", async () => {
  const depth = 30_000;
  pair.alice.socket.send(`{"type":"publish","topic":"pond","deep":${"[".repeat(depth)}${"]".repeat(depth)}}  `);
  const heard = await pair.bob.hear((message) => "deep" in message);
  expect(heard["clients"]).toBe(2);
});

test("[M1] eve sends binary frames: cut off", async () => {
  const eve = await connect(relay.url);
  eve.socket.send(Buffer.from([0, 1, 2]));
  expect(await eve.ended).toBe(NOT_TEXT);
});

test("[M1] eve sends a frame above the limit: cut off; one of just that size passes", async () => {
  const eve = await connect(relay.url);
  const wrap = (text: string) => JSON.stringify({ type: "publish", topic: "pond", text });
  eve.socket.send(wrap("x".repeat(RELAY_LIMITS.maxFrameBytes - wrap("").length)));
  await pair.bob.hear((message) => "text" in message);
  eve.socket.send(wrap("x".repeat(RELAY_LIMITS.maxFrameBytes - wrap("").length + 1)));
  expect(await eve.ended).toBe(TOO_BIG);
});

test("[M1] eve sends a message in a thousand fragments: cut off", async () => {
  const eve = await connect(relay.url);
  for (let n = 0; n < 1000; n += 1) eve.socket.send("x", { fin: false });
  expect([POLICY, CUT_OFF]).toContain(await eve.ended);
});

test("[M1] eve sends a broken WebSocket frame, and half a handshake: only she is cut off", async () => {
  const eve = await connect(relay.url);
  const raw = connectSocket(relay.port, "127.0.0.1");
  raw.on("error", () => raw.destroy());
  raw.write(
    "GET /relay HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n\r\n",
  );
  raw.write(Buffer.alloc(1000, 0xff));
  raw.resetAndDestroy();
  // Not masked, reserved bits set: no client sends this.
  const inner = Reflect.get(eve.socket, "_socket") as { write(bytes: Buffer): void }; // the raw stream below ws, which has no public name
  inner.write(Buffer.from([0xff, 0x7f, 1, 2, 3, 4]));
  expect([1002, CUT_OFF]).toContain(await eve.ended);
});

test("[M1] eve subscribes to more topics than one may: the rest is refused, and she is cut off if she goes on", async () => {
  const eve = await connect(relay.url);
  const topicsOf = (from: number, count: number) => Array.from({ length: count }, (_, n) => `eve-${from + n}`);
  eve.say({ type: "subscribe", topics: topicsOf(0, RELAY_LIMITS.maxTopics) });
  eve.say({ type: "subscribe", topics: topicsOf(1000, 3) });
  eve.say({ type: "subscribe", topics: topicsOf(2000, 10_000 / 8) });
  await eve.settled();
  expect(relay.stats()).toEqual({ connections: 3, topics: 1 + RELAY_LIMITS.maxTopics });
  eve.say({ type: "subscribe", topics: topicsOf(3000, RELAY_LIMITS.maxStrikes) });
  expect(await eve.ended).toBe(POLICY);
  await expect.poll(() => relay.stats()).toEqual({ connections: 2, topics: 1 });
});

test("[M1] a topic that is full takes nobody more", async () => {
  await restart({ maxSubscribers: 2 });
  const eve = await connect(relay.url);
  eve.say({ type: "subscribe", topics: ["pond"] });
  await eve.settled();
  await pair.hearEachOther();
  await eve.settled();
  expect(eve.heard.some((message) => message["type"] === "publish")).toBe(false);
});

test("[M1] eve floods with messages: what is too fast is not passed on, and she is cut off", async () => {
  await restart({ messageBurst: 20, messagesPerSecond: 1 });
  const eve = await connect(relay.url);
  for (let n = 0; n < 500; n += 1) eve.say({ type: "publish", topic: "pond", from: "eve" });
  expect(await eve.ended).toBe(POLICY);
  await pair.bob.settled();
  expect(pair.bob.heard.filter((message) => message["from"] === "eve").length).toBeLessThanOrEqual(20);
});

test("[M1] eve floods with bytes: cut off", async () => {
  await restart({ byteBurst: 200_000, bytesPerSecond: 1 });
  const eve = await connect(relay.url);
  for (let n = 0; n < 100; n += 1) eve.say({ type: "publish", topic: "nobody", text: "x".repeat(10_000) });
  expect(await eve.ended).toBe(POLICY);
});

test("[M1] eve floods with pings of the WebSocket itself: cut off", async () => {
  await restart({ messageBurst: 20, messagesPerSecond: 1 });
  const eve = await connect(relay.url);
  for (let n = 0; n < 100; n += 1) eve.socket.ping();
  expect(await eve.ended).toBe(POLICY);
});

test("[M1] eve makes the relay multiply her words into a full room: what she may cause is bounded", async () => {
  await restart({ spreadBurst: 100_000, spreadPerSecond: 1 });
  const eve = await connect(relay.url);
  for (let n = 0; n < 60; n += 1) eve.say({ type: "publish", topic: "pond", from: "eve", text: "x".repeat(5000) });
  expect(await eve.ended).toBe(POLICY);
  await pair.bob.settled();
  expect(pair.bob.heard.filter((message) => message["from"] === "eve").length).toBeLessThanOrEqual(10);
});

test("[M1] eve opens more connections than one address may: the next is refused, and a place that gets free is given again", async () => {
  await restart({ maxConnectionsPerAddress: 4 });
  const eves = [await connect(relay.url), await connect(relay.url)];
  await expect(connect(relay.url)).rejects.toThrow();
  eves[0]?.socket.close();
  await expect.poll(() => relay.stats()?.connections).toBe(3);
  await expect(connect(relay.url)).resolves.toBeDefined();
});

test("[M1] a relay that is full refuses the next one", async () => {
  await restart({ maxConnections: 2 });
  await expect(connect(relay.url)).rejects.toThrow();
});

test("[M1] eve subscribes and never reads: she is cut off instead of filling the memory", async () => {
  await restart({ maxUnreadBytes: 50_000, messageBurst: 10_000, byteBurst: 1e9, spreadBurst: 1e9 });
  const eve = await connect(relay.url);
  eve.say({ type: "subscribe", topics: ["loud"] });
  await eve.settled();
  eve.socket.pause();
  const text = "x".repeat(60_000);
  // The kernel's buffers of both ends fill first: some megabytes on loopback.
  for (let n = 0; n < 400 && relay.stats()?.connections === 3; n += 1) {
    pair.alice.say({ type: "publish", topic: "loud", text });
    if (n % 10 === 0) await pair.alice.settled();
  }
  await expect.poll(() => relay.stats()?.connections).toBe(2);
  eve.socket.terminate();
});

test("[M1] who does not answer the heartbeat is gone after the next one, and who answers stays", async () => {
  await restart({ heartbeatMs: 100 });
  const sleeper = await connect(relay.url);
  sleeper.socket.pause();
  await expect.poll(() => relay.stats()?.connections, { timeout: 3000 }).toBe(2);
  sleeper.socket.terminate();
});

test("any other address is no relay", async () => {
  await expect(connect(relay.url.replace("/relay", "/admin"))).rejects.toThrow();
});
