/** What a parser says on the console about a bad input is not to be read here a million times. */
export function quietly<T>(method: "warn" | "error", run: () => T): T {
  const said = console[method];
  console[method] = () => {};
  try {
    return run();
  } finally {
    console[method] = said;
  }
}
