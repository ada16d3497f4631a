import { createServer } from "node:http";
import { createRelay, refuse } from "./relay.mjs";
import { createStaticFiles } from "./static-files.mjs";

/** ms in which a request's headers must be in: a client that sends a byte a minute holds a socket for nothing. */
const HEADERS_TIMEOUT_MS = 10_000;

/** ms in which a whole request must be in; nothing here takes a body. */
const REQUEST_TIMEOUT_MS = 15_000;

/** Sockets at once, upgraded or not: above what the relay allows, so that pages load while the relay is full. */
const MAX_SOCKETS = 8192;

/** How many ports to try after the wanted one. */
const PORT_TRIES = 20;

/**
 * Serves dist/, or a relay, or both on one port.
 * @param {{
 *   dir: string | null,
 *   port: number,
 *   host?: string | undefined,
 *   relay: boolean,
 *   relayLimits?: Partial<import("./limits.mjs").RelayLimits>,
 *   trustProxy?: boolean,
 * }} options `port` 0 takes any free one; a taken one is followed by the next
 */
export async function serve({ dir, port, host, relay: withRelay, relayLimits = {}, trustProxy = false }) {
  const files = dir === null ? null : createStaticFiles(dir);
  const relay = withRelay ? createRelay({ limits: relayLimits, trustProxy }) : null;
  const server = createServer((request, response) => {
    if (files === null) {
      // Whoever opens a relay's address in a browser learns what it is.
      response
        .writeHead(200, { "content-type": "text/plain; charset=utf-8" })
        .end("A Shoal relay. WebSocket at /relay.\n");
      return;
    }
    files(request, response).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = MAX_SOCKETS;
  server.on("upgrade", (request, stream, head) => {
    if (relay !== null && isRelayPath(request.url ?? "", files === null)) relay.upgrade(request, stream, head);
    else refuse(stream, "404 Not Found");
  });
  const taken = await listen(server, port, host);
  return {
    port: taken,
    /** What the relay holds; null without one. */
    stats: () => relay?.stats() ?? null,
    /**
     * Ends everything, connections included.
     * @returns {Promise<void>}
     */
    close: () =>
      new Promise((resolve, reject) => {
        relay?.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} url
 * @param {boolean} alone a relay of its own answers at its bare address too, as y-webrtc's does
 */
function isRelayPath(url, alone) {
  const path = url.split("?", 1)[0];
  return path === "/relay" || (alone && path === "/");
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<number>} the port that it got
 */
async function listen(server, port, host) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await listenOnce(server, port === 0 ? 0 : port + tries, host);
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || tries === PORT_TRIES) throw error;
    }
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<number>}
 */
function listenOnce(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
