import type { Signer, Verifier } from "../crypto.ts";
import { encodeCanonical } from "../encoding.ts";
import {
  type BoxKey,
  type FeedKey,
  type IdentityKey,
  type InviteKey,
  keyBytes,
  type PondId,
  type RecordId,
  type Time,
} from "../ids.ts";
import type { InviteCertificate } from "../kinds/feed-open.ts";

/**
 * Every statement that is signed apart from the records themselves: what exactly the words say, who signs, who checks.
 * Each message is canonical CBOR under its own purpose (K4).
 */

/** K3: "this feed, with this box, is mine, in this pond." Signed by the identity. */
export function feedOpenWord(pond: PondId, feed: FeedKey, box: BoxKey): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(feed), keyBytes(box)]);
}

/** K3: "my feed ends before this seq." Signed by the identity. */
export function feedCloseWord(pond: PondId, feed: FeedKey, count: number): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(feed), count]);
}

/** P2: "whoever holds this key may join until then." Signed by the inviter's feed. */
function inviteWord(pond: PondId, key: InviteKey, until: Time): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(key), until]);
}

/** P2: "this identity may use the invite." Signed by the invite key. */
export function inviteUseWord(pond: PondId, identity: IdentityKey): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(identity)]);
}

/** "We met for this deal." Signed by the feed of whoever shows the code. */
export function handoverWord(pond: PondId, deal: RecordId): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(deal)]);
}

/** "This is me, now." Signed by the feed of whoever shows his card's code. */
export function cardWord(pond: PondId, member: IdentityKey, shown: Time): Uint8Array {
  return encodeCanonical([keyBytes(pond), keyBytes(member), shown]);
}

/** One end of a connection: who is there, and what only the two ends of this very connection both know. */
export interface HelloEnd {
  readonly feed: FeedKey;
  /** 32 bytes, fresh for each connection. */
  readonly nonce: Uint8Array;
  /** Of the DTLS certificate at that end, as the browser states it. */
  readonly fingerprint: string;
}

/** "It is my feed's device that speaks at this end of this connection, with that one at the other." Signed by the feed. */
export function helloWord(pond: PondId, mine: HelloEnd, theirs: HelloEnd): Uint8Array {
  const end = ({ feed, nonce, fingerprint }: HelloEnd) => [keyBytes(feed), nonce, fingerprint];
  return encodeCanonical([keyBytes(pond), end(mine), end(theirs)]);
}

/** An inviter's certificate for a fresh invite key. */
export async function signCertificate(
  pond: PondId,
  inviter: FeedKey,
  key: InviteKey,
  until: Time,
  feedSigner: Signer,
): Promise<InviteCertificate> {
  const signature = await feedSigner.sign("shoal/invite/1", inviteWord(pond, key, until));
  return { inviter, key, until, signature };
}

export function verifyCertificate(pond: PondId, certificate: InviteCertificate, verifier: Verifier): Promise<boolean> {
  const word = inviteWord(pond, certificate.key, certificate.until);
  return verifier.verify("shoal/invite/1", keyBytes(certificate.inviter), word, certificate.signature);
}
