import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { base64UrlToBytes, bytesToBase64Url } from "../../../src/lib/bytes.ts";
import { MAX_OFFENCES, PAIR_OPEN_WITHIN_MS, PAIR_WITHIN_MS } from "../../../src/sync/limits.ts";
import { readDescription, writeDescription } from "../../../src/sync/pairing/description.ts";
import { encodePairCode, offerName, parsePairCode } from "../../../src/sync/pairing/pair-code.ts";
import { createPairing, type PairingState } from "../../../src/sync/pairing/pairing.ts";
import { describe as describeSdp, sdpOf } from "../../../src/sync/pairing/sdp.ts";
import { pairingKeyOf } from "../../../src/sync/room.ts";
import { systemTimers } from "../../../src/sync/timers.ts";
import { CHROMIUM_OFFER, FIREFOX_ANSWER, sampleAnswer, sampleOffer } from "../../support/descriptions.ts";
import { createHandLinks, type HandLinks } from "../../support/hand-links.ts";
import { goOnline, letTalk, renames, threeOfAPond } from "../../support/online.ts";
import { thinking } from "../../support/wire-pair.ts";

const key = pairingKeyOf(new Uint8Array(32));
const otherKey = pairingKeyOf(new Uint8Array(32).fill(1));

describe("[M2] what a browser says of its end", () => {
  test("fits a code, and comes out with nothing changed that proves anything", () => {
    const offer = describeSdp("offer", CHROMIUM_OFFER);
    if (offer === null) throw new Error("not described");
    const bytes = writeDescription(offer);
    expect(bytes).toHaveLength(64 + 2 * 19 + 2 * 7);
    const sdp = sdpOf(readDescription(bytes) ?? sampleAnswer);
    for (const line of CHROMIUM_OFFER.split("\r\n").filter((said) => /^a=(ice-[up]|finger|setup|mid|sctp)/.test(said)))
      expect(sdp.split("\r\n")).toContain(line);
    const addresses = [...sdp.matchAll(/ udp \d+ (\S+ \d+ typ \S+)/g)].map(([, at]) => at);
    expect(addresses).toEqual([
      "84b5a8c2-4921-4400-957f-72fd7fdbb108.local 59690 typ host",
      "192.168.43.7 50824 typ host",
      "203.0.113.9 41000 typ srflx",
      "2001:0db8:0000:0000:0000:0000:0007:0001 50823 typ host",
    ]);
    // And in again.
    expect(describeSdp("offer", sdp)).toEqual(offer);
  });

  test("is read of Firefox as of Chromium", () => {
    const answer = describeSdp("answer", FIREFOX_ANSWER);
    if (answer === null) throw new Error("not described");
    const sdp = sdpOf(readDescription(writeDescription(answer)) ?? sampleAnswer);
    for (const line of FIREFOX_ANSWER.split("\r\n").filter((said) => /^a=(ice-[up]|finger|setup|mid|sctp)/.test(said)))
      expect(sdp.split("\r\n")).toContain(line);
    expect([...sdp.matchAll(/ udp \d+ (\S+ \d+ typ \S+)/g)].map(([, at]) => at)).toEqual([
      "c925bee1-236f-4cb5-a05d-98aadf2cc055.local 40402 typ host",
      "ec862c7b-df5c-485f-9035-7a0d8df9cebb.local 52891 typ host",
    ]);
  });

  test("is not told where the other end would write something else", () => {
    expect(describeSdp("answer", CHROMIUM_OFFER)).toBeNull();
    expect(describeSdp("offer", CHROMIUM_OFFER.replace("a=mid:0", "a=mid:data"))).toBeNull();
    expect(describeSdp("offer", CHROMIUM_OFFER.replace("sha-256", "sha-1"))).toBeNull();
    expect(describeSdp("offer", "")).toBeNull();
  });

  test("holds six addresses at most, those of one's own network first", () => {
    const many = Array.from({ length: 40 }, (_, i) => `a=candidate:${i} 1 udp 1 fd00::${i + 1} ${1000 + i} typ host`);
    const offer = describeSdp("offer", CHROMIUM_OFFER.replace("a=ice-ufrag", `${many.join("\r\n")}\r\na=ice-ufrag`));
    expect(offer?.candidates).toHaveLength(6);
    expect(offer?.candidates.map(({ family }) => family).slice(0, 2)).toEqual(["name", "ip4"]);
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["a byte less", (bytes) => bytes.subarray(0, -1)],
    ["a byte more", (bytes) => Uint8Array.of(...bytes, 0)],
    ["a line's end in a password", (bytes) => bytes.map((byte) => (byte === 100 ? 10 : byte))],
    ["another kind", (bytes) => Uint8Array.of(2, ...bytes.subarray(1))],
    ["nothing", () => new Uint8Array()],
  ])("is not read with %s", (_what, change) => {
    expect(readDescription(change(writeDescription(sampleOffer)))).toBeNull();
  });
});

describe("[M2] a code", () => {
  const name = offerName(key, sampleOffer);
  const offer = encodePairCode(key, sampleOffer, null);
  const answer = encodePairCode(key, sampleAnswer, name);

  test("says what it was made of, and an answer which offer it answers", () => {
    expect(parsePairCode(key, ` ${offer}\n`)).toEqual({ ok: true, value: { description: sampleOffer, offer: name } });
    expect(parsePairCode(key, answer)).toEqual({ ok: true, value: { description: sampleAnswer, offer: name } });
  });

  test("of another pond is known as one, and whatever is changed is no code", () => {
    expect(parsePairCode(otherKey, offer)).toEqual({ ok: false, error: "another-pond" });
    const bytes = base64UrlToBytes(offer.slice("SHOAL-PAIR1:".length)) ?? new Uint8Array();
    for (let at = 4; at < bytes.length; at++) {
      const changed = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(parsePairCode(key, `SHOAL-PAIR1:${bytesToBase64Url(changed)}`)).toEqual({
        ok: false,
        error: "unreadable",
      });
    }
    for (const text of ["", "SHOAL-PAIR1:", offer.slice(1), offer.slice(0, -4), `${offer}AAAA`, "x".repeat(100_000)])
      expect(parsePairCode(key, text)).toEqual({ ok: false, error: "unreadable" });
  });
});

describe("[M2] two who pair", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** One person's try; links that open lead nowhere. */
  function personAt(links: HandLinks, how?: { readonly refuses: boolean }) {
    const states: PairingState[] = [];
    const create = links.creator(how);
    const pairing = createPairing({
      key,
      makeLink: ({ onOpen, onClosed }) => create({ onOpen: () => onOpen("peer 1"), onClosed }),
      onState: (state) => states.push(state),
      timers: systemTimers,
    });
    const state = () => states.at(-1) ?? { step: { kind: "none" }, refused: null };
    const code = () => {
      const { step } = state();
      if (step.kind !== "shown") throw new Error(`shows no code, but is at ${step.kind}`);
      return step.code;
    };
    return { pairing, state, code };
  }

  test("are connected after an offer and its answer, however long that took, within ten minutes", async () => {
    const links = createHandLinks();
    const [ana, mei] = [personAt(links), personAt(links)];
    ana.pairing.show();
    await thinking();
    expect(ana.state().step).toMatchObject({ kind: "shown", role: "offer" });
    mei.pairing.take(ana.code());
    await thinking();
    expect(mei.state().step).toMatchObject({ kind: "shown", role: "answer" });
    vi.advanceTimersByTime(PAIR_WITHIN_MS - 1000);
    ana.pairing.take(mei.code());
    await thinking();
    for (const { state } of [ana, mei]) expect(state().step).toEqual({ kind: "connected", peer: "peer 1" });
    // What is connected stays so when the screen is left.
    vi.advanceTimersByTime(PAIR_WITHIN_MS);
    for (const { pairing } of [ana, mei]) pairing.close();
    expect(links.opened.flat().some((end) => end.isClosed())).toBe(false);
  });

  test("hear what was wrong with a code, and go on with the one that is shown", async () => {
    const links = createHandLinks();
    const [ana, mei, li] = [personAt(links), personAt(links), personAt(links)];
    for (const { pairing } of [ana, li]) pairing.show();
    await thinking();
    mei.pairing.take(li.code());
    await thinking();
    const shown = ana.code();
    for (const [code, why] of [
      ["a bus ticket", "unreadable"],
      [encodePairCode(otherKey, sampleOffer, null), "another-pond"],
      [shown, "own-code"],
      [mei.code(), "another-offer"],
    ] as const) {
      ana.pairing.take(code);
      await thinking();
      expect(ana.state()).toMatchObject({ step: { kind: "shown", code: shown }, refused: why });
    }
    // Her own answer, in a mirror.
    mei.pairing.take(mei.code());
    await thinking();
    expect(mei.state().refused).toBe("own-code");
  });

  function offerNameIn(code: string): Uint8Array {
    const read = parsePairCode(key, code);
    if (!read.ok) throw new Error(read.error);
    return read.value.offer;
  }

  test("are told when nobody came, when the other is not reached, and when the browser cannot", async () => {
    const links = createHandLinks();
    const [ana, mei, li] = [personAt(links), personAt(links), personAt(links, { refuses: true })];
    ana.pairing.show();
    await thinking();
    const late = ana.code();
    vi.advanceTimersByTime(PAIR_WITHIN_MS);
    expect(ana.state().step).toEqual({ kind: "failed", why: "too-late" });
    mei.pairing.take(late);
    await thinking();
    ana.pairing.take(mei.code());
    await thinking();
    expect(ana.state().refused).toBe("another-offer"); // of a link that is gone

    // An answer that leads nowhere: the two are in networks that do not reach each other.
    ana.pairing.show();
    await thinking();
    ana.pairing.take(encodePairCode(key, sampleAnswer, offerNameIn(ana.code())));
    await thinking();
    expect(ana.state().step).toEqual({ kind: "connecting" });
    vi.advanceTimersByTime(PAIR_OPEN_WITHIN_MS);
    expect(ana.state().step).toEqual({ kind: "failed", why: "unreached" });

    li.pairing.show();
    await thinking();
    expect(li.state().step).toEqual({ kind: "failed", why: "cannot" });
  });

  test("are peers like any others: behind the gate, known by name, with all that each has", async () => {
    const { alice, bob } = await threeOfAPond();
    await renames(alice, "Alice in the courtyard");
    const links = createHandLinks();
    const [a, b] = [
      await goOnline(alice, { createLink: links.creator() }),
      await goOnline(bob, { createLink: links.creator() }),
    ];
    const states: { a?: PairingState; b?: PairingState } = {};
    const codeOf = (state: PairingState | undefined) => (state?.step.kind === "shown" ? state.step.code : "");
    const ofA = a.wire.pair((state) => (states.a = state));
    const ofB = b.wire.pair((state) => (states.b = state));
    ofA.show();
    await thinking();
    ofB.take(codeOf(states.a));
    await thinking();
    ofA.take(codeOf(states.b));
    await thinking();
    await letTalk(...links.opened.flat());
    vi.advanceTimersByTime(1000);
    expect(a.status().peers).toMatchObject([{ identity: bob.person.me }]);
    expect(b.status().peers).toMatchObject([{ identity: alice.person.me }]);
    expect(states.a?.step).toEqual({ kind: "connected", peer: a.status().peers[0]?.id });
    expect(bob.ledger.feed(alice.keys.feed)?.count).toBe(alice.ledger.feed(alice.keys.feed)?.count);

    // Whoever talks nonsense here is sent away like anywhere.
    const end = links.opened[0]?.[0];
    for (let i = 0; i < MAX_OFFENCES; i++) end?.hear(Uint8Array.of(9));
    await thinking();
    expect(end?.isClosed()).toBe(true);
    await a.wire.close();
    await b.wire.close();
  });
});
