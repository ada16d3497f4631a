import { expect, test } from "vitest";
import { createFeedTable, placeRun } from "../../../../src/domain/ledger/feed-table.ts";
import { readRun } from "../../../../src/domain/ledger/run.ts";
import { bytesToBase64Url } from "../../../../src/lib/bytes.ts";
import type { FeedKey } from "../../../../src/domain/ids.ts";
import { MAX_FEEDS } from "../../../../src/domain/limits.ts";
import { MAX_FEEDS_IN_FRAME } from "../../../../src/sync/limits.ts";
import { createWorld } from "../../../support/world.ts";

/** The key of nobody: any 32 bytes stand for one here. */
function keyOf(i: number): FeedKey {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, i);
  return bytesToBase64Url(bytes) as string as FeedKey; // a brand of the same text
}

test("[L4] a pond takes in as many feeds as fit into one vector, and refuses the next one without blaming who carries it", async () => {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const { pond } = alice.ledger;
  const own = alice.ledger.feed(alice.keys.feed);
  if (own === undefined) throw new Error("alice has no feed");
  const table = createFeedTable();
  table.put(own);
  for (let i = 2; i < MAX_FEEDS; i++) {
    table.put({ ...own, feed: keyOf(i), order: i });
  }
  const rows = await bob.ledger.readRun(bob.keys.feed, 0, 1);
  const opening = readRun(
    pond,
    world.clock.now(),
    rows.map(({ bytes }) => bytes),
  );
  if ("offence" in opening) throw new Error(opening.kind);

  expect(placeRun(pond, createFeedTable(table), opening).refused).toBeNull();
  table.put({ ...own, feed: keyOf(MAX_FEEDS), order: MAX_FEEDS });
  expect(table.all()).toHaveLength(MAX_FEEDS_IN_FRAME);
  expect(placeRun(pond, table, opening).refused).toEqual({ kind: "feed-limit", offence: false });
  expect(table.all()).toHaveLength(MAX_FEEDS_IN_FRAME);
});
