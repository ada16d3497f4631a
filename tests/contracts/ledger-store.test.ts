import type { CommitError } from "../../src/domain/ledger/store.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import type { ViewRow } from "../../src/domain/pond/views.ts";
import { createDexieLedgerStore } from "../../src/storage/dexie-ledger-store.ts";
import { createFakeDisk, failWriteAt } from "../support/fake-storage.ts";
import { describeLedgerStore } from "./ledger-store.contract.ts";

describeLedgerStore("the ledger's store in memory", async () => {
  let failures: CommitError[] = [];
  const store = createMemoryLedgerStore(() => failures.shift() ?? null);
  return {
    open: async () => store,
    views: async () => store.views(),
    dropViews: async () => store.dropViews(),
    // It writes in one step.
    failAt: (step, fault) => {
      if (step === 1) failures = [fault === "quota" ? { kind: "quota" } : { kind: "unavailable", why: "crash" }];
    },
    heal: () => {
      failures = [];
    },
    close: () => undefined,
  };
});

describeLedgerStore("the ledger's store on Dexie", async () => {
  const disk = createFakeDisk();
  const reader = await disk.open();
  let heal = () => {};
  return {
    open: async () => createDexieLedgerStore(await disk.open()),
    views: async () => {
      const tables = ["pondViews", "members", "listings", "deals", "successions"] as const;
      const rows = tables.map(async (table) => (await reader.table(table).toArray()).map((row) => ({ table, row })));
      return (await Promise.all(rows)).flat() as readonly ViewRow[]; // each row from the table that it names
    },
    dropViews: async () => {
      for (const table of ["pondViews", "members", "listings", "deals", "successions"])
        await reader.table(table).clear();
      const ponds = new Set((await reader.feeds.toArray()).map(({ pond }) => pond));
      await reader.missingViews.bulkPut([...ponds].map((pond) => ({ pond })));
    },
    failAt: (step, fault) => {
      heal = failWriteAt(step, fault);
    },
    heal: () => heal(),
    close: () => disk.closeAll(),
  };
});
