import type { Clock } from "../../src/lib/clock.ts";
import type { Signer } from "../../src/domain/crypto.ts";
import type { PondId } from "../../src/domain/ids.ts";
import { identityKeyOf } from "../../src/domain/invite/openings.ts";
import type { Invite } from "../../src/domain/invite/link.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { encodeBody } from "../../src/domain/kinds/body.ts";
import type { BodyOf, RecordKind } from "../../src/domain/kinds/registry.ts";
import { feedOpenWord, inviteUseWord } from "../../src/domain/ledger/signed-words.ts";
import type { WireRun } from "../../src/sync/canonical-update.ts";
import { readFrame } from "../../src/sync/frames.ts";
import { readUpdate } from "../../src/sync/strict-reader.ts";
import type { Dice } from "./dice.ts";
import type { Seen } from "./doings.ts";
import { createHand, type Hand } from "./hand.ts";
import type { Keyring } from "./keyring.ts";

export type StolenInvite = Pick<Invite, "pond" | "certificate" | "seed">;

/** A program in the room that is not ours. She has an invite link, hears all that anybody would tell her, and forgets nothing. */
export interface Eve {
  readonly name: string;
  readonly dice: Dice;
  readonly clock: Clock;
  readonly pond: PondId;
  readonly keyring: Keyring;
  readonly invite: StolenInvite;
  /** Somebody else's records of another pond. */
  readonly otherPond: WireRun;
  /** Feeds of honest people, as she heard of them. */
  heard(): readonly WireRun[];
  hear(message: Uint8Array): void;
  /** What an honest person sees, which is no secret. */
  seen(): Seen;
  /** A feed that is let in by the link, under a name that nobody knows: its opening is written. */
  newHand(options?: {
    readonly identity?: Signer;
    readonly keys?: FeedKeys;
    readonly invite?: StolenInvite | null;
    readonly clock?: Clock;
  }): Promise<Hand>;
  /** Two feed keys with one Yjs client, for whom she has ground for hours; none where another of her kind has them. */
  groundKeys(): readonly FeedKeys[];
  /** What was made once under that name. */
  kept(name: string, make: () => Promise<Hand[]>): Promise<Hand[]>;
  /** The one feed under which she behaves. */
  goodHand(): Promise<Hand>;
}

export interface EveParts {
  readonly name: string;
  readonly dice: Dice;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly invite: StolenInvite;
  readonly otherPond: WireRun;
  readonly seen: () => Seen;
  readonly groundKeys: () => readonly FeedKeys[];
}

export function createEve(parts: EveParts): Eve {
  const { dice, clock, keyring, invite } = parts;
  const { pond } = invite;
  const heard = new Map<number, Uint8Array[]>();
  const made = new Map<string, Promise<Hand[]>>();
  let good: Promise<Hand> | null = null;

  async function newHand({
    identity,
    keys,
    invite: used = invite,
    clock: told = clock,
  }: Parameters<Eve["newHand"]>[0] = {}): Promise<Hand> {
    const mine = keys ?? keyring.feedKeys(dice.bytes(32));
    const me = identity ?? keyring.signer(dice.bytes(32));
    const hand = createHand(pond, me, mine, told);
    await hand.write("feed.open.1", await openingBody(keyring, pond, me, mine, used));
    return hand;
  }

  return {
    ...parts,
    pond,
    heard: () => [...heard].map(([client, records]) => ({ client, from: 0, records })),
    hear: (message) => {
      const frame = readFrame(message);
      const update = frame.ok && frame.value.kind === "update" ? readUpdate(frame.value.payload) : null;
      if (update === null || !update.ok) return;
      for (const { client, from, records } of update.value) {
        const known = heard.get(client) ?? [];
        if (from <= known.length) known.splice(from, records.length, ...records);
        heard.set(client, known);
      }
    },
    newHand,
    kept: (name, make) => {
      const hands = made.get(name) ?? make();
      made.set(name, hands);
      return hands;
    },
    goodHand: () => (good ??= newHand()),
  };
}

/** What `feed.open` says: by an invite's key, or as a further feed of somebody who is in. */
export async function openingBody(
  keyring: Keyring,
  pond: PondId,
  identity: Signer,
  keys: FeedKeys,
  invite: StolenInvite | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const me = identityKeyOf(identity);
  return bodyOf("feed.open.1", {
    identity: me,
    box: keys.box.publicKey,
    word: await identity.sign("shoal/feed-open/1", feedOpenWord(pond, keys.feed, keys.box.publicKey)),
    invite:
      invite === null
        ? null
        : {
            certificate: { ...invite.certificate },
            word: await keyring.signer(invite.seed).sign("shoal/invite-use/1", inviteUseWord(pond, me)),
          },
  });
}

/** The bytes of a body that keeps to its schema. */
export function bodyOf<K extends RecordKind>(kind: K, body: BodyOf<K>): Uint8Array<ArrayBuffer> {
  const bytes = encodeBody(kind, body);
  if (!bytes.ok) throw new Error(`${kind}: ${JSON.stringify(bytes.error)} ${JSON.stringify(body)}`);
  return bytes.value;
}
