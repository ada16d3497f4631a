/**
 * The port that PORT names; refuses nonsense aloud instead of listening somewhere else.
 * @param {number} fallback
 */
export function portFromEnv(fallback) {
  const text = process.env["PORT"];
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`PORT must be a number from 0 to 65535, not "${text}".`);
  return process.exit(1);
}

/**
 * Closes the server on Ctrl+C and on a supervisor's TERM, connections included, so that the port is free at once.
 * @param {{ close(): Promise<void> }} server
 */
export function stopOnSignals(server) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      server.close().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
