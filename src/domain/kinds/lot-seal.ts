import { utf8ToBytes } from "@noble/hashes/utils.js";
import { encodeCanonical } from "../encoding.ts";
import { hashBytes } from "../hash.ts";
import { type IdentityKey, keyBytes, type RecordId } from "../ids.ts";

const BID = utf8ToBytes("shoal/bid/1\0");
const SECRET = utf8ToBytes("shoal/lot-secret/1\0");
const TICKET = utf8ToBytes("shoal/lot-ticket/2\0");

/** What a closed envelope shows of a bid: a hash that only this amount, by this bidder, for this listing, has. */
export function sealOfBid(
  listing: RecordId,
  by: IdentityKey,
  amount: number,
  salt: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return hashBytes(BID, encodeCanonical([keyBytes(listing), keyBytes(by), amount, salt]));
}

export function commitmentTo(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return hashBytes(SECRET, secret);
}

/**
 * A person's number in a draw: the lowest wins. Depends on the secret, which nobody else knew, and on all people who are in
 * it; not on their records: whoever knew the secret could write his own again and again until it won.
 */
export function ticketOf(secret: Uint8Array, people: readonly IdentityKey[], by: IdentityKey): Uint8Array<ArrayBuffer> {
  return hashBytes(TICKET, encodeCanonical([secret, people.map(keyBytes), keyBytes(by)]));
}
