import { afterEach, expect, test, vi } from "vitest";
import { parseConfig } from "../../../src/app/config.ts";

const withServer = (server: unknown) => parseConfig(JSON.stringify({ relays: [], iceServers: [server] }));

afterEach(() => {
  vi.restoreAllMocks();
});

test("a TURN server keeps the name and the password without which no browser takes it", () => {
  const turn = { urls: ["turn:turn.example.org:3478?transport=udp"], username: "pond", credential: "duck" };
  expect(withServer(turn)).toEqual({ relays: [], iceServers: [turn] });
});

test("addresses on which a browser would throw are said on the console, and not used", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const bad = [
    { urls: "turn:turn.example.org" },
    { urls: "stun://stun.example.org" },
    { urls: "https://stun.example.org" },
    { urls: [] },
  ];
  expect(bad.map(withServer)).toEqual(bad.map(() => null));
  expect(parseConfig('{"relays":["https://relay.example.org"],"iceServers":[]}')).toBeNull();
  expect(parseConfig("<!doctype html>")).toBeNull();
  expect(told).toHaveBeenCalledTimes(bad.length + 2);
});
