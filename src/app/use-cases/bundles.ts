import { ok } from "../../lib/result.ts";
import { readBundle, writeBundle } from "../../sync/bundle.ts";
import type { GateService } from "../../sync/gate.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { PondSession, Sessions } from "../pond-session.ts";

/** M5: carrying a pond by file, where no connection is to be had. What comes in goes through the same gate. */
export function createBundleCommands(
  sessions: Sessions,
  gateOf: (session: PondSession) => GateService,
): Pick<ShoalCommands, "exportBundle" | "importBundle"> {
  return {
    exportBundle: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      return ok(await writeBundle(pond, gateOf(session)));
    },
    importBundle: async (pond, bundle) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const read = await readBundle(pond, bundle, gateOf(session));
      if (read.ok) return read;
      const { kind } = read.error;
      return fail(kind === "storage" ? { kind: "storage-unavailable", why: "other" } : { kind });
    },
  };
}
