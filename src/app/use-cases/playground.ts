import { ok } from "../../lib/result.ts";
import { MAX_PLAYED_SYBILS } from "../../domain/limits.ts";
import { playAttack } from "../../domain/trust/playground.ts";
import type { ShoalCommands } from "../api.ts";
import { fail } from "../failure.ts";
import type { Sessions } from "../pond-session.ts";

type PlaygroundCommands = Pick<ShoalCommands, "playground">;

/** Trying out on a copy of a pond what sybils gain. Writes nothing at all. */
export function createPlaygroundCommands(sessions: Sessions): PlaygroundCommands {
  return {
    playground: async (pond, attacker, sybils) => {
      const isCount = Number.isInteger(sybils) && sybils >= 1 && sybils <= MAX_PLAYED_SYBILS;
      if (!isCount) return fail({ kind: "invalid-input", field: "sybils" });
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const fold = session.fold();
      const copy = { pond, members: fold.members(), deals: fold.deals(), newest: fold.newest(), me: session.mine.me };
      const answer = playAttack(copy, { attacker, sybils, shape: "star" });
      return answer === null ? fail({ kind: "not-found" }) : ok(answer);
    },
  };
}
