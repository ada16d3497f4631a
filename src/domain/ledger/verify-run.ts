import type { Verifier } from "../crypto.ts";
import { keyBytes, type PondId } from "../ids.ts";
import type { FeedOpen } from "../kinds/feed-open.ts";
import { INVITE_LIFE_MS, MAX_BEFORE_INVITE_MS } from "../limits.ts";
import type { KnownBody } from "../kinds/registry.ts";
import { ZERO_ID } from "../record/header.ts";
import type { LedgerRecord } from "../record/record.ts";
import { isCheckpoint, verifyFork } from "./fork.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { ReadRecord } from "./run.ts";
import {
  cardWord,
  feedCloseWord,
  feedOpenWord,
  handoverWord,
  inviteUseWord,
  verifyCertificate,
} from "./signed-words.ts";

/**
 * L2: verifies the signatures that vouch for the whole run, and every signed word inside its bodies.
 * Knows nothing of the ledger, so that runs can be verified side by side while earlier ones are being stored.
 */
export async function verifyRun(
  pond: PondId,
  records: readonly ReadRecord[],
  verifier: Verifier,
): Promise<Refusal | null> {
  const signed = records.filter(({ record }, i) => isVerified(record.header.seq, i, records.length));
  const areSigned = await Promise.all(signed.map(({ record }) => isSignedByFeed(record, verifier)));
  if (!areSigned.every(Boolean)) return refusal("bad-signature");
  for (const { record, body } of records) {
    const word = body === null ? null : await verifyWords(pond, record, body, verifier);
    if (word !== null) return word;
  }
  return null;
}

/** L2: whose own signature is looked at: a run's last record, and every checkpoint (decision 0008). */
export function isVerified(seq: number, place: number, length: number): boolean {
  return place === length - 1 || isCheckpoint(seq);
}

function isSignedByFeed(record: LedgerRecord, verifier: Verifier): Promise<boolean> {
  return verifier.verify("shoal/record/1", keyBytes(record.header.feed), record.headerBytes, record.signature);
}

async function verifyWords(
  pond: PondId,
  record: LedgerRecord,
  known: KnownBody,
  verifier: Verifier,
): Promise<Refusal | null> {
  switch (known.kind) {
    case "pond.genesis.1": {
      const { identity, box, word } = known.body;
      const said = feedOpenWord(ZERO_ID, record.header.feed, box);
      const holds = await verifier.verify("shoal/feed-open/1", keyBytes(identity), said, word);
      return holds ? null : refusal("bad-signature");
    }
    case "feed.open.1":
      return verifyOpening(pond, record, known.body, verifier);
    case "feed.close.1": {
      const { identity, feed, count, word } = known.body;
      const said = feedCloseWord(pond, feed, count);
      const holds = await verifier.verify("shoal/feed-close/1", keyBytes(identity), said, word);
      return holds ? null : refusal("bad-signature");
    }
    case "feed.fork.1":
      return (await verifyFork(pond, known.body, verifier)) === null ? refusal("bad-signature") : null;
    case "deal.handover.1": {
      const { deal, met } = known.body;
      if (met.how !== "code") return null;
      const said = handoverWord(pond, deal);
      const holds = await verifier.verify("shoal/handover/1", keyBytes(met.feed), said, met.word);
      return holds ? null : refusal("bad-signature");
    }
    case "market.here.1":
    case "member.met.1": {
      const { member, feed, shown, word } = known.body;
      const holds = await verifier.verify("shoal/card/1", keyBytes(feed), cardWord(pond, member, shown), word);
      return holds ? null : refusal("bad-signature");
    }
    default:
      return null;
  }
}

/** P2, K3: the identity's word about the feed, the inviter's certificate, the invite key's word about the identity. */
async function verifyOpening(
  pond: PondId,
  record: LedgerRecord,
  opening: FeedOpen,
  verifier: Verifier,
): Promise<Refusal | null> {
  const said = feedOpenWord(pond, record.header.feed, opening.box);
  const isOwn = await verifier.verify("shoal/feed-open/1", keyBytes(opening.identity), said, opening.word);
  if (!isOwn) return refusal("bad-signature");
  if (opening.invite === null) return null;
  const { certificate, word } = opening.invite;
  const { time } = record.header;
  // Nobody knows when the invite was written, but how long it lives.
  const inTime = time <= certificate.until && time >= certificate.until - INVITE_LIFE_MS - MAX_BEFORE_INVITE_MS;
  const holds =
    inTime &&
    (await verifyCertificate(pond, certificate, verifier)) &&
    (await verifier.verify(
      "shoal/invite-use/1",
      keyBytes(certificate.key),
      inviteUseWord(pond, opening.identity),
      word,
    ));
  return holds ? null : refusal("invite-invalid");
}
