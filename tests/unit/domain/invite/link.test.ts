import fc from "fast-check";
import { expect, test } from "vitest";
import { inviteLink, parseInvite } from "../../../../src/domain/invite/link.ts";
import { verifyCertificate } from "../../../../src/domain/ledger/signed-words.ts";
import { memoryVerifier } from "../../../../src/domain/memory-keys.ts";
import { createWorld } from "../../../support/world.ts";

async function aliceInvites() {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const { pond, certificate, seed } = await world.invite(alice);
  const secret = new Uint8Array(32).fill(9);
  return {
    pond,
    certificate,
    seed,
    secret,
    pondName: "North Campus",
    inviterName: "Ana",
    relays: ["wss://relay.example/x"],
  };
}

test("[P1] an invite link carries all of it behind the #, and comes back the same", async () => {
  const invite = await aliceInvites();
  const link = inviteLink("https://shoal.example/app/", invite);
  expect(new URL(link).search).toBe("");
  expect(new URL(link).pathname).toBe("/app/");
  const read = parseInvite(link);
  expect(read).toEqual({ ...invite, seed: new Uint8Array(invite.seed) });
  expect(read !== null && (await verifyCertificate(read.pond, read.certificate, memoryVerifier))).toBe(true);
  expect(link.length).toBeLessThan(600);
});

test("[P2] a changed link is no invite, or one whose certificate does not hold", async () => {
  const link = inviteLink("https://shoal.example/", await aliceInvites());
  const start = link.indexOf("#/join/") + 7;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: start, max: link.length - 1 }),
      fc.constantFrom(..."AbZ9_-"),
      async (at, char) => {
        fc.pre(link[at] !== char);
        const changed = parseInvite(link.slice(0, at) + char + link.slice(at + 1));
        if (changed === null) return;
        const original = parseInvite(link);
        const holds = await verifyCertificate(changed.pond, changed.certificate, memoryVerifier);
        // What the certificate covers is protected; names, relays, seed and secret are the link giver's own word.
        if (holds) expect(changed.certificate).toEqual(original?.certificate);
      },
    ),
    { numRuns: 150 },
  );
});

test("arbitrary text is never an invite and never throws", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      expect(parseInvite(text)).toBeNull();
    }),
  );
  expect(parseInvite("javascript:alert(1)#/join/AAAA")).toBeNull();
});
