/**
 * What a client may say, after reading: y-webrtc's signalling protocol and nothing else.
 * @typedef {{ type: "subscribe" | "unsubscribe", topics: readonly string[] }
 *   | { type: "publish", topic: string }
 *   | { type: "ping" }} ClientMessage
 */

/**
 * Reads one frame from outside. Never throws.
 * @param {string} text
 * @param {import("./limits.mjs").RelayLimits} limits
 * @returns {ClientMessage | null} null for anything that is not exactly this protocol
 */
export function readClientMessage(text, limits) {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return null;
  const { type, topics, topic } = /** @type {Record<string, unknown>} (an object; each field is checked below) */ (
    value
  );
  /** @param {unknown} name @returns {name is string} */
  const isTopic = (name) => typeof name === "string" && name !== "" && name.length <= limits.maxTopicLength;
  switch (type) {
    case "subscribe":
    case "unsubscribe":
      return Array.isArray(topics) && topics.length <= limits.maxTopics && topics.every(isTopic)
        ? { type, topics }
        : null;
    case "publish":
      return isTopic(topic) ? { type, topic } : null;
    case "ping":
      return { type };
    default:
      return null;
  }
}

/**
 * The published message as its hearers get it: the sender's own words, with the number of hearers added, as y-webrtc's server does.
 * Spliced and not serialised anew: that is the same bytes for every hearer, and a value nested 30,000 deep would break JSON.stringify.
 * @param {string} text a JSON object that `readClientMessage` has read
 * @param {number} clients
 */
export function withClients(text, clients) {
  // Where the sender wrote a "clients" of his own, the last one counts: ours.
  return `${text.trimEnd().slice(0, -1)},"clients":${clients}}`;
}

/** @param {string} text @returns {unknown} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is nothing that this protocol knows; the caller counts it.
    return undefined;
  }
}
