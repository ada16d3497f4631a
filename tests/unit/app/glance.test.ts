import { afterEach, beforeEach, expect, test } from "vitest";
import type { SyncGlance } from "../../../src/app/api.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { createStreet, meiAndLi, type Street } from "../../support/nodes.ts";
import type { IdentityKey } from "../../../src/domain/ids.ts";
import { NOTHING_KNOWN } from "../../../src/app/sync-api.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const glance: SyncGlance = {
  state: "on",
  relays: [{ url: "wss://relay.example", up: true }],
  peers: [],
  onlyHere: 2,
  acknowledged: 0,
  savedOn: 0,
  have: 2,
  known: 2,
  refused: {},
  ...NOTHING_KNOWN,
};

/** No peer has proven anything. */
const nobody = new Map<string, IdentityKey>();

test("[W5] a glance that is as the one before is not written again; one that the full disk refused is", async () => {
  const { mei, pond } = await meiAndLi(street);
  let writes = 0;
  const count = () => void writes++;
  mei.db.wire.hook("creating", count);
  mei.db.wire.hook("updating", count);
  for (let look = 0; look < 3; look++) await mei.node.putGlance(pond, structuredClone(glance), nobody);
  expect(writes).toBe(1);

  const changed = { ...glance, relays: [{ url: "wss://relay.example", up: false }] };
  const heal = failWriteAt(1, "quota");
  await mei.node.putGlance(pond, changed, nobody);
  heal();
  expect((await first(mei.queries.sync(pond))).relays[0]?.up).toBe(true);
  await mei.node.putGlance(pond, changed, nobody);
  expect((await first(mei.queries.sync(pond))).relays[0]?.up).toBe(false);
});
