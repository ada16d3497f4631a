import { WebSocket, WebSocketServer } from "ws";
import { addressOf, createAddressBook } from "./addresses.mjs";
import { readClientMessage, withClients } from "./client-message.mjs";
import { RELAY_LIMITS } from "./limits.mjs";
import { createTokenBucket } from "./token-bucket.mjs";
import { createTopics } from "./topics.mjs";

/** WebSocket close codes (RFC 6455, 7.4.1). */
const GOING_AWAY = 1001;
const NOT_TEXT = 1003;
const POLICY = 1008;

/** ms that a client has to say goodbye in turn; then the socket is destroyed. */
const CLOSE_GRACE_MS = 1000;

/**
 * Speaks y-webrtc's signalling protocol (M1): clients subscribe to topics and hear what is published there. It keeps nothing, logs nothing and sees
 * encrypted introductions only. Every client is taken for hostile: what he sends is bounded before it costs anything, and nothing he does
 * reaches others but a published message.
 * @param {{ limits?: Partial<import("./limits.mjs").RelayLimits>, trustProxy?: boolean, now?: () => number }} [options]
 */
export function createRelay({ limits: given = {}, trustProxy = false, now = Date.now } = {}) {
  const limits = { ...RELAY_LIMITS, ...given };
  /** @type {ReturnType<typeof createTopics<WebSocket>>} */
  const topics = createTopics(limits.maxSubscribers);
  const addresses = createAddressBook(limits.maxConnectionsPerAddress);
  /** Those who have not answered the last heartbeat. @type {WeakSet<WebSocket>} */
  const silent = new WeakSet();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxFrameBytes,
    maxFragments: limits.maxFragments,
    maxBufferedChunks: limits.maxBufferedChunks,
    // A few bytes saved would cost memory and time that a client can multiply at will.
    perMessageDeflate: false,
  });
  const heartbeat = setInterval(beat, limits.heartbeatMs);
  // The relay must not keep a process alive whose server was closed.
  heartbeat.unref();

  /** @param {WebSocket} socket */
  function welcome(socket) {
    /** @type {Set<string>} */
    const mine = new Set();
    const messages = createTokenBucket({ perSecond: limits.messagesPerSecond, burst: limits.messageBurst, now });
    const bytes = createTokenBucket({ perSecond: limits.bytesPerSecond, burst: limits.byteBurst, now });
    const spread = createTokenBucket({ perSecond: limits.spreadPerSecond, burst: limits.spreadBurst, now });
    let strikes = 0;

    function strike() {
      strikes += 1;
      if (strikes >= limits.maxStrikes) end(socket, POLICY);
    }

    /** @param {string} text */
    function hear(text) {
      const message = readClientMessage(text, limits);
      switch (message?.type) {
        case "subscribe":
          for (const topic of message.topics) subscribe(topic);
          return;
        case "unsubscribe":
          for (const topic of message.topics) {
            mine.delete(topic);
            topics.leave(topic, socket);
          }
          return;
        case "publish":
          publish(message.topic, text);
          return;
        case "ping":
          send(socket, '{"type":"pong"}');
          return;
        default:
          strike();
      }
    }

    /** @param {string} topic */
    function subscribe(topic) {
      if (mine.has(topic)) return;
      if (mine.size >= limits.maxTopics || !topics.join(topic, socket)) strike();
      else mine.add(topic);
    }

    /** @param {string} topic @param {string} text */
    function publish(topic, text) {
      const hearers = topics.members(topic);
      if (hearers.size === 0) return;
      const told = Buffer.from(withClients(text, hearers.size));
      if (!spread.take(told.length * hearers.size)) return strike();
      // The sender too, as y-webrtc's server does: clients tell their own messages by the sender's name in them.
      for (const hearer of hearers) send(hearer, told);
    }

    /** @param {number} size of something that came in @returns {boolean} false where it came too fast and is not to be looked at */
    function admit(size) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      if (messages.take(1) && bytes.take(size)) return true;
      strike();
      return false;
    }

    socket.on("message", (data, isBinary) => {
      // ws hands out one Buffer a message as long as binaryType is its default.
      const frame = /** @type {Buffer} */ (data);
      if (!admit(frame.length)) return;
      if (isBinary) end(socket, NOT_TEXT);
      else hear(frame.toString("utf8"));
    });
    // Control frames cost too: each ping is answered by ws.
    socket.on("ping", (data) => {
      if (admit(data.length) && socket.bufferedAmount > limits.maxUnreadBytes) socket.terminate();
    });
    socket.on("pong", (data) => {
      if (admit(data.length)) silent.delete(socket);
    });
    // Broken frames, too large ones, resets: ws closes that one connection, and `close` follows.
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      for (const topic of mine) topics.leave(topic, socket);
      mine.clear();
    });
  }

  /** @param {WebSocket} socket @param {string | Buffer} text */
  function send(socket, text) {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > limits.maxUnreadBytes) socket.terminate();
    else socket.send(text, { binary: false });
  }

  function beat() {
    for (const socket of server.clients) {
      if (silent.has(socket)) {
        socket.terminate();
      } else {
        silent.add(socket);
        socket.ping();
      }
    }
  }

  return {
    /**
     * Takes over an HTTP upgrade.
     * @param {import("node:http").IncomingMessage} request
     * @param {import("node:stream").Duplex} stream
     * @param {Buffer} head
     */
    upgrade(request, stream, head) {
      const address = addressOf(request, trustProxy);
      if (stream.destroyed) return;
      if (server.clients.size >= limits.maxConnections || !addresses.enter(address)) {
        refuse(stream, "503 Service Unavailable");
        return;
      }
      surviveErrors(stream);
      // Counted from the stream and not from the WebSocket: a handshake that ws refuses never becomes one.
      stream.once("close", () => addresses.leave(address));
      server.handleUpgrade(request, stream, head, welcome);
    },

    /** What it holds right now. */
    stats: () => ({ connections: server.clients.size, topics: topics.count() }),

    /** Ends every connection. */
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) end(socket, GOING_AWAY);
      server.close();
    },
  };
}

/** @param {WebSocket} socket @param {number} code */
function end(socket, code) {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.close(code);
  setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
}

/** @param {import("node:stream").Duplex} stream @param {string} status */
export function refuse(stream, status) {
  surviveErrors(stream);
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}

/**
 * Nobody else listens for errors of a stream that was upgraded: a reset would end the whole process.
 * @param {import("node:stream").Duplex} stream
 */
function surviveErrors(stream) {
  stream.on("error", () => stream.destroy());
}
