import { expect, test } from "vitest";
import { later } from "../../../src/lib/later.ts";

interface Counter {
  add(by: number): Promise<number>;
}

test("what is called before it is there is done once it is", async () => {
  let sum = 0;
  let arrive: (counter: Counter) => void = () => undefined;
  const counter = later(new Promise<Counter>((resolve) => (arrive = resolve)));
  const first = counter.add(2);
  expect(sum).toBe(0);
  arrive({ add: async (by) => (sum += by) });
  expect(await first).toBe(2);
  expect(await counter.add(3)).toBe(5);
});

test("whoever awaits it gets it as it is, and not what it waits for", async () => {
  const counter = later(new Promise<Counter>(() => undefined));
  expect(await Promise.resolve(counter)).toBe(counter);
});

test("where it never comes, each call says why", async () => {
  const coming = Promise.reject(new Error("no worker"));
  coming.catch(() => undefined); // heard below
  await expect(later<Counter>(coming).add(1)).rejects.toThrow("no worker");
});

test("whoever could hasten it hears of each call", async () => {
  const called: string[] = [];
  const counter = later(Promise.resolve<Counter>({ add: async (by) => by }), (name) => called.push(name));
  expect(called).toEqual([]);
  await counter.add(2);
  expect(called).toEqual(["add"]);
});
