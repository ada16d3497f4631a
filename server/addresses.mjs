/**
 * Counts connections by address, so that one machine cannot take every place.
 * @param {number} maxPerAddress
 */
export function createAddressBook(maxPerAddress) {
  /** @type {Map<string, number>} */
  const countByAddress = new Map();

  return {
    /**
     * @param {string} address
     * @returns {boolean} false where that address has its share already
     */
    enter(address) {
      const count = countByAddress.get(address) ?? 0;
      if (count >= maxPerAddress) return false;
      countByAddress.set(address, count + 1);
      return true;
    },

    /** @param {string} address */
    leave(address) {
      const count = (countByAddress.get(address) ?? 0) - 1;
      if (count > 0) countByAddress.set(address, count);
      else countByAddress.delete(address);
    },
  };
}

/**
 * The address that a connection counts for.
 * @param {import("node:http").IncomingMessage} request
 * @param {boolean} trustProxy whether a reverse proxy in front names the client; without one the header is the client's own invention
 */
export function addressOf(request, trustProxy) {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  // The last entry is the proxy's; those before it came from outside.
  const named = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded)?.split(",").at(-1)?.trim();
  return networkOf(named || (request.socket.remoteAddress ?? "unknown"));
}

/**
 * An IPv6 household has 2^64 addresses: its first four groups stand for all of them.
 * @param {string} address
 */
function networkOf(address) {
  if (!address.includes(":") || address.startsWith("::ffff:")) return address.replace(/^::ffff:/, "");
  const [head = "", tail] = address.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array(Math.max(0, 8 - front.length - back.length)).fill("0");
  return [...front, ...middle, ...back].slice(0, 4).join(":");
}
