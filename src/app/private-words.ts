import type { RecordId } from "../domain/ids.ts";
import { openWords } from "../domain/pond/sealed-words.ts";
import type { WordsView } from "./api.ts";
import type { Ground, PondSession } from "./pond-session.ts";

/** D9: what was said privately in a deal: what this device can open, and what another one of mine could (from its backup). */
export async function readDealWords(
  ground: Ground,
  session: PondSession,
  deal: RecordId,
): Promise<readonly WordsView[]> {
  const { keys, mine, ledger } = session;
  const sealed = session.fold().deal(deal)?.words ?? [];
  const kept = await ground.keep.keptWords(
    mine.pond,
    sealed.map(({ id }) => id),
  );
  return Promise.all(
    sealed.map(async (words): Promise<WordsView> => {
      const box = ledger.feed(words.feed)?.box ?? null;
      const place = { pond: mine.pond, deal, from: words.feed };
      const text = box === null ? null : await openWords(words.to, place, keys, box, ground.vault.cipher);
      return { id: words.id, by: words.by, time: words.time, text: text ?? kept.get(words.id) ?? null };
    }),
  );
}

/** All of them, for a backup: the keys that open them do not leave the device (K2). */
export async function* readPrivateWords(ground: Ground, session: PondSession) {
  const { pond, me } = session.mine;
  for (const { id: deal } of session.fold().dealsOf(me)) {
    for (const { id, text } of await readDealWords(ground, session, deal)) {
      if (text !== null) yield { pond, id, text };
    }
  }
}
