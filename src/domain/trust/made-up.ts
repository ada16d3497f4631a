import { utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesToBase64Url } from "../../lib/bytes.ts";
import { hashBytes } from "../hash.ts";
import type { IdentityKey, PondId, RecordId, Time } from "../ids.ts";
import type { DealView, HoldView, MemberView, OpenedVouch } from "../pond/views.ts";

/**
 * Rows of people and deals that nobody signed: what an attack is tried out with, in a copy that is thrown away. Nothing
 * here ever reaches a ledger or a store.
 */

/** Text of 32 bytes that no key has: the hash of a name. The same name gives the same text. */
export function madeUpKey<T extends IdentityKey | RecordId | PondId>(name: string): T {
  // 32 bytes in base64url are the shape of all three.
  return bytesToBase64Url(hashBytes(utf8ToBytes(`made up: ${name}`))) as string as T;
}

/** Somebody who has just joined. */
export function madeUpMember(pond: PondId, id: IdentityKey, invitedBy: IdentityKey | null, since: number): MemberView {
  return {
    pond,
    id,
    name: "",
    about: "",
    since: since as Time, // a time of the pond's own records, or one given by a test
    invitedBy,
    feeds: [],
    forked: false,
    dealsDone: 0,
    dealPartners: 0,
    vouchesGood: 0,
    vouchesBad: 0,
    met: [],
    metOneWay: [],
    successor: null,
    predecessors: [],
    invitedByRule: true,
  };
}

export interface MadeUpDeal {
  readonly pond: PondId;
  readonly id: RecordId;
  readonly maker: IdentityKey;
  readonly owner: IdentityKey;
  readonly time: number;
  /** How well each speaks of the other; null where he has said nothing. */
  readonly makerWord: boolean | null;
  readonly ownerWord: boolean | null;
  readonly holds?: readonly HoldView[];
}

/** A deal that both handed over face to face, with what each says of the other. */
export function madeUpDeal({ pond, id, maker, owner, time: at, ...rest }: MadeUpDeal): DealView {
  // As above.
  const time = at as Time;
  const words = [
    { by: maker, about: owner, good: rest.makerWord },
    { by: owner, about: maker, good: rest.ownerWord },
  ];
  return {
    pond,
    id,
    listing: id,
    maker,
    owner,
    rounds: [],
    state: "done",
    via: null,
    closedWhy: null,
    ended: null,
    endAskedBy: null,
    turn: null,
    agreed: { round: id, choice: 0, by: owner, time },
    handovers: [maker, owner].map((by) => ({ id, by, time, how: "words" })),
    vouches: words.flatMap(({ by, about, good }) => {
      return good === null ? [] : [{ by, about, sealedAt: time, opened: word(good, time), earlier: [] }];
    }),
    words: [],
    holds: rest.holds ?? [],
    thanks: [],
    updated: time,
  };
}

/** What one party of a made-up deal has at stake in it. */
export function madeUpHold(deal: RecordId, by: IdentityKey, at: number, ways: HoldView["ways"]): HoldView {
  // As above.
  return { id: madeUpKey<RecordId>(`hold ${deal} ${by}`), by, time: at as Time, ways };
}

/** All kept, or nothing kept: the heaviest word there is (T7). */
function word(good: boolean, time: Time): OpenedVouch {
  return { good, keptTerms: good, showedUp: good, asDescribed: good, words: "", time };
}
