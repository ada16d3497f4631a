import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { hashBytes } from "../../src/domain/hash.ts";
import type { BoxKey, FeedKey, IdentityKey, InviteKey, PondId, RecordId, Time } from "../../src/domain/ids.ts";
import type { BodyOf, KnownBody, RecordKind } from "../../src/domain/kinds/registry.ts";
import { sealOfVouch } from "../../src/domain/kinds/vouch-seal.ts";
import type { AdmittedRecord } from "../../src/domain/pond/admitted.ts";
import type { ListingView } from "../../src/domain/pond/views.ts";

/** Text of 32 bytes that stand for a key or an id, the same for the same name. */
export function keyOf<T extends string>(name: string): T {
  return bytesToBase64Url(hashBytes(Buffer.from(name))) as string as T;
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Somebody who says things: admitted records without the cryptography, which the ledger has checked before the fold. */
export interface Teller {
  readonly id: IdentityKey;
  readonly feed: FeedKey;
  say<K extends RecordKind>(kind: K, body: BodyOf<K>): AdmittedRecord;
  /** Lists a thing and returns the record. */
  lists(title: string): AdmittedRecord;
}

export interface Story {
  readonly pond: PondId;
  readonly told: AdmittedRecord[];
  wait(ms: number): void;
  teller(name: string, invitedBy?: Teller): Teller;
  /** A deal from offer to handover, done. */
  swap(maker: Teller, owner: Teller, options?: SwapOptions): RecordId;
  /** Both seal and open. */
  vouch(deal: RecordId, by: Teller, good: boolean): void;
  /** Both seal and open a good one. */
  vouchBoth(deal: RecordId, one: Teller, other: Teller): void;
  /** `scanner` reads the code of `shown`'s card, so many ms after it was shown. */
  scan(scanner: Teller, shown: Teller, age?: number): void;
  /** Each scans the other. */
  meet(one: Teller, other: Teller): void;
  /** Lays down what may be done in the pond; whether it counts is for the fold to say. */
  rule(by: Teller, rules: Partial<BodyOf<"pond.rules.1">>): AdmittedRecord;
}

export interface SwapOptions {
  readonly how?: "apart" | "words";
}

const sentence = { showedUp: true, asDescribed: true, keptTerms: true, words: "" };

export function createStory(start = Date.UTC(2026, 5, 1)): Story {
  const pond = keyOf<PondId>("genesis");
  const told: AdmittedRecord[] = [];
  let now = start;
  let records = 0;

  function teller(name: string, invitedBy?: Teller): Teller {
    const id = keyOf<IdentityKey>(`identity ${name}`);
    const feed = keyOf<FeedKey>(`feed ${name}`);
    let seq = 0;
    const say = <K extends RecordKind>(kind: K, body: BodyOf<K>): AdmittedRecord => {
      now += 1000;
      records++;
      const isGenesis = kind === "pond.genesis.1";
      const record: AdmittedRecord = {
        id: isGenesis ? (pond as string as RecordId) : keyOf<RecordId>(`record ${name} ${records}`),
        feed,
        identity: id,
        seq: seq++,
        time: now as Time,
        body: { kind, body } as KnownBody,
      };
      told.push(record);
      return record;
    };
    const word = new Uint8Array(64);
    const box = keyOf<BoxKey>(`box ${name}`);
    if (invitedBy === undefined) {
      say("pond.genesis.1", { name: "North Campus", place: "", rules: "", identity: id, box, word });
    } else {
      const until = (now + 30 * DAY) as Time;
      const certificate = { inviter: invitedBy.feed, key: keyOf<InviteKey>("invite"), until, signature: word };
      say("feed.open.1", { identity: id, box, word, invite: { certificate, word } });
    }
    say("member.profile.1", { name, about: "" });
    return {
      id,
      feed,
      say,
      lists: (title) =>
        say("listing.post.1", {
          kind: "thing",
          title,
          story: "",
          condition: "good",
          wants: "",
          preview: null,
          photos: [],
        } satisfies Omit<
          ListingView,
          | "pond"
          | "id"
          | "owner"
          | "returns"
          | "tags"
          | "place"
          | "posted"
          | "renewed"
          | "state"
          | "withdrawn"
          | "deal"
          | "heldUntil"
        >),
    };
  }

  function vouch(deal: RecordId, by: Teller, good: boolean): void {
    const content = { ...sentence, good, deal, salt: new Uint8Array(16).fill(3) };
    by.say("vouch.seal.1", { deal, seal: sealOfVouch(by.id, content) });
    by.say("vouch.open.1", content);
  }

  function scan(scanner: Teller, { id, feed }: Teller, age = 0): void {
    // Saying it takes a second (see `say`).
    const shown = (now + 1000 - age) as Time;
    scanner.say("member.met.1", { member: id, feed, shown, word: new Uint8Array(64) });
  }

  return {
    pond,
    told,
    scan,
    meet: (one, other) => {
      scan(one, other);
      scan(other, one);
    },
    vouch,
    vouchBoth: (deal, one, other) => {
      vouch(deal, one, true);
      vouch(deal, other, true);
    },
    wait: (ms) => {
      now += ms;
    },
    teller,
    swap: (maker, owner, { how = "words" } = {}) => {
      const listing = owner.lists("a thing").id;
      const terms = [{ fromMaker: [{ text: "an hour of help" }], fromOwner: [{ listing }] }];
      const offer = maker.say("offer.make.1", { listing, owner: owner.id, terms }).id;
      owner.say("offer.accept.1", { offer, terms: offer, choice: 0 });
      maker.say("deal.handover.1", { deal: offer, met: { how } });
      owner.say("deal.handover.1", { deal: offer, met: { how } });
      return offer;
    },
    rule: (by, rules) => by.say("pond.rules.1", { invites: "everyone", newcomerListings: null, reason: "", ...rules }),
  };
}
