/**
 * What one client may ask of the relay. Bounds for the hostile, with room for the honest: y-webrtc sends a handful of small messages for each
 * peer that it meets and a ping every 30 s.
 */
export const RELAY_LIMITS = Object.freeze({
  /** Bytes. An introduction is an encrypted session description of 2–6 KB; nothing honest comes near. */
  maxFrameBytes: 64 * 1024,
  /** Parts that one message may come in: browsers send these in one. (ws allows 16,384.) */
  maxFragments: 16,
  /** Pieces of the network's making that one message may wait in: 64 KB in packets of 1,400 bytes are 47. Single bytes would cost an object each. */
  maxBufferedChunks: 1024,
  /** Rooms of one connection: one a pond that a person has open, and many spare. */
  maxTopics: 64,
  /** Characters. A topic of ours is an HMAC in text, 43 characters. */
  maxTopicLength: 256,
  /** Connections in one topic: a publish costs the relay one send for each. */
  maxSubscribers: 1024,
  /** Connections from one address. A dorm sits behind one address, so this is no small number. */
  maxConnectionsPerAddress: 256,
  /** All connections. Each costs some 20 KB; this keeps the relay under 100 MB. */
  maxConnections: 4096,
  /** Messages a second that a connection may go on sending. */
  messagesPerSecond: 50,
  /** Messages at once: whoever opens a pond with twenty others sends them some ten candidates each, at once. */
  messageBurst: 400,
  /** Bytes a second that may go on coming in. */
  bytesPerSecond: 64 * 1024,
  byteBurst: 1024 * 1024,
  /** Bytes a second that a connection may cause at others: what it publishes times who hears it. */
  spreadPerSecond: 1024 * 1024,
  spreadBurst: 8 * 1024 * 1024,
  /** Offences (unreadable, too long, too many, too fast) until the connection is ended. A few may be an old or a strange client. */
  maxStrikes: 16,
  /** Bytes waiting for a reader who does not read; he is cut off there. He would cost memory for ever. */
  maxUnreadBytes: 1024 * 1024,
  /** ms between two heartbeats. Who has not answered the last one is gone (a closed lid sends no goodbye). */
  heartbeatMs: 30_000,
});

/** @typedef {{ readonly [K in keyof typeof RELAY_LIMITS]: number }} RelayLimits */
