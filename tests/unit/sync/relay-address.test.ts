import { expect, test } from "vitest";
import { canBeAsked, relaysFor } from "../../../src/sync/relay-address.ts";

test("[M1] a pond's relays are asked first, then those that the host names today, each once and a few at most", () => {
  const ofPond = ["wss://a.example", "wss://b.example"];
  expect(relaysFor(ofPond, ["wss://b.example", "wss://c.example"])).toEqual([...ofPond, "wss://c.example"]);
  expect(relaysFor([], [])).toEqual([]);
  const many = Array.from({ length: 9 }, (_, i) => `wss://host-${i}.example`);
  expect(relaysFor(ofPond, many)).toHaveLength(5);
});

test("[M1] an address on which a socket would throw is not asked", () => {
  expect(["wss://relay.example/relay", "ws://10.0.0.1:4444"].map((url) => canBeAsked(url, "http:"))).toEqual([
    true,
    true,
  ]);
  expect(
    ["wss://[", "wss://a.example/#b", "wss://a:99999", "ftp://a", ""].map((url) => canBeAsked(url, "http:")),
  ).toEqual([false, false, false, false, false]);
  expect(["ws://relay.example", "ws://localhost:4444", "wss://a"].map((url) => canBeAsked(url, "https:"))).toEqual([
    false,
    true,
    true,
  ]);
});
