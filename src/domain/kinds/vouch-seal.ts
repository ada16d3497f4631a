import { utf8ToBytes } from "@noble/hashes/utils.js";
import { encodeCanonical } from "../encoding.ts";
import { hashBytes } from "../hash.ts";
import { type IdentityKey, keyBytes } from "../ids.ts";
import type { VouchOpen } from "./vouch.ts";

const DOMAIN = utf8ToBytes("shoal/vouch-seal/1\0");

/** V1: what the closed envelope shows of a vouch: a hash that only this content, by this author, about this deal, has. */
export function sealOfVouch(author: IdentityKey, vouch: VouchOpen): Uint8Array<ArrayBuffer> {
  const { deal, good, keptTerms, showedUp, asDescribed, words, salt } = vouch;
  const said = [keyBytes(deal), keyBytes(author), good, keptTerms, showedUp, asDescribed, words, salt];
  return hashBytes(DOMAIN, encodeCanonical(said));
}
