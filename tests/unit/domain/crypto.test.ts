import { expect, test } from "vitest";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { createMemoryKeyVault, memoryVerifier } from "../../../src/domain/memory-keys.ts";

test("[K4] what was signed for one purpose proves no other", async () => {
  const { signer } = await createMemoryKeyVault().createFeedKeys();
  const message = utf8ToBytes("the same bytes");
  const signature = await signer.sign("shoal/record/1", message);
  expect(await memoryVerifier.verify("shoal/record/1", signer.publicKey, message, signature)).toBe(true);
  for (const other of ["shoal/feed-open/1", "shoal/invite/1", "shoal/handover/1"] as const) {
    expect(await memoryVerifier.verify(other, signer.publicKey, message, signature)).toBe(false);
  }
});
