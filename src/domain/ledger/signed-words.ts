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
