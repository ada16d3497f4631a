import { ok, type Result } from "../../lib/result.ts";
import type { PondId } from "../../domain/ids.ts";
import { bundleOfPage } from "../../sync/bundle.ts";
import { type Carried, decodeCarried, encodeCarried } from "../../sync/carried.ts";
import { writeCodeRun } from "../../sync/code-run.ts";
import type { GateService, Page } from "../../sync/gate.ts";
import type { AppError, ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { PondSession, Sessions } from "../pond-session.ts";

/** M5: a few records as a run of codes on the screen: what I have, what somebody lacks of it, and what somebody's codes say. */
export function createCarryCommands(
  sessions: Sessions,
  gateOf: (session: PondSession) => GateService,
): Pick<ShoalCommands, "codesOfMine" | "readRun"> {
  return {
    codesOfMine: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const codes = await codesOf({ pond, handover: null, has: await gateOf(session).vector(), update: null });
      return codes === null ? fail({ kind: "too-much-for-codes" }) : ok(codes);
    },

    readRun: async (pond, run) => {
      const said = await decodeCarried(run);
      if (said === null) return fail({ kind: "code-unreadable" });
      // Records are explained before they are let in, of whatever pond they are.
      if (said.update !== null) return ok({ bundle: bundleOfPage(said.pond, said.update), lacking: null });
      if (said.has === null) return fail({ kind: "code-unreadable" });
      if (said.pond !== pond) return fail({ kind: "code-of-another-pond" });
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      return ok({ bundle: null, lacking: await lackingFrom(pond, gateOf(session), said.has) });
    },
  };
}

async function lackingFrom(
  pond: PondId,
  gate: GateService,
  has: ReadonlyMap<number, number>,
): Promise<{ readonly records: number; readonly codes: readonly string[] | null }> {
  let records = 0;
  for (const [client, count] of await gate.vector()) records += Math.max(0, count - (has.get(client) ?? 0));
  const page = await gate.page(has);
  const isAll = page !== null && (await gate.page(withPage(has, page))) === null;
  const carried = { pond, handover: null, has: null, update: page?.update ?? null };
  return { records, codes: isAll ? await codesOf(carried) : null };
}

/** The texts of the codes; null where they would be too many. */
export async function codesOf(carried: Carried): Promise<readonly string[] | null> {
  return writeCodeRun(await encodeCarried(carried));
}

/** What the codes of somebody in this pond say. */
export async function carriedFor(pond: PondId, run: Uint8Array): Promise<Result<Carried, AppError>> {
  const said = await decodeCarried(run);
  if (said === null) return fail({ kind: "code-unreadable" });
  return said.pond === pond ? ok(said) : fail({ kind: "code-of-another-pond" });
}

function withPage(has: ReadonlyMap<number, number>, { spans }: Page): ReadonlyMap<number, number> {
  return new Map([...has, ...spans.map(({ client, to }) => [client, to] as const)]);
}
