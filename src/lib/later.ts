/**
 * Something whose methods all answer later anyway, to be used before it is there: each call waits for it.
 * @param coming where it rejects, every call does
 * @param onWanted hears the name of each method that is called
 */
export function later<T extends object>(coming: Promise<T>, onWanted: (method: string) => void = () => undefined): T {
  // An object in name only: whatever is read of it is a method that waits.
  const stand = {} as T;
  return new Proxy(stand, {
    get: (_, name) => {
      // Whoever awaits it gets it as it is.
      if (name === "then") return undefined;
      return async (...args: readonly unknown[]) => {
        onWanted(String(name));
        const method: unknown = Reflect.get(await coming, name);
        if (typeof method !== "function") throw new TypeError(`${String(name)} is no method`);
        return method(...args) as unknown;
      };
    },
  });
}
