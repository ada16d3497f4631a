import type { Clock } from "../../lib/clock.ts";
import { bytesToBase64Url } from "../../lib/bytes.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import type { Signer } from "../crypto.ts";
import type { IdentityKey, InviteKey, PondId, Time } from "../ids.ts";
import type { FeedKeys } from "../keys.ts";
import { type BodyError, encodeBody } from "../kinds/body.ts";
import type { BodyOf } from "../kinds/registry.ts";
import { feedOpenWord, inviteUseWord, signCertificate } from "../ledger/signed-words.ts";
import { INVITE_LIFE_MS } from "../limits.ts";
import { ZERO_ID } from "../record/header.ts";
import { pondOf, signRecord } from "../record/record.ts";
import type { Invite } from "./link.ts";

/** The first record of a feed, signed before there is a ledger to append it to, as it travels. */
export interface Opening {
  readonly pond: PondId;
  readonly record: Uint8Array;
}

/** P1: starts a pond: its genesis record, which opens the founder's feed and names the pond. */
export async function openPond(
  about: { readonly name: string; readonly place: string; readonly rules: string },
  identity: Signer,
  keys: FeedKeys,
  clock: Clock,
): Promise<Result<Opening, BodyError>> {
  const said = feedOpenWord(ZERO_ID, keys.feed, keys.box.publicKey);
  const word = await identity.sign("shoal/feed-open/1", said);
  const body = { ...about, identity: identityKeyOf(identity), box: keys.box.publicKey, word };
  return signOpening("pond.genesis.1", body, ZERO_ID, keys, clock);
}

/** P2: joins with an invite: the newcomer's feed, opened by its identity and welcomed by the invite's key. */
export async function openFeedWithInvite(
  invite: Pick<Invite, "pond" | "certificate">,
  inviteKey: Signer,
  identity: Signer,
  keys: FeedKeys,
  clock: Clock,
): Promise<Result<Opening, BodyError>> {
  const said = inviteUseWord(invite.pond, identityKeyOf(identity));
  const word = await inviteKey.sign("shoal/invite-use/1", said);
  return openFeed(invite.pond, { certificate: { ...invite.certificate }, word }, identity, keys, clock);
}

/** K3: one more device of somebody who is a member: let in wherever an earlier feed of the same identity is. */
export function openFurtherFeed(
  pond: PondId,
  identity: Signer,
  keys: FeedKeys,
  clock: Clock,
): Promise<Result<Opening, BodyError>> {
  return openFeed(pond, null, identity, keys, clock);
}

async function openFeed(
  pond: PondId,
  invite: BodyOf<"feed.open.1">["invite"],
  identity: Signer,
  keys: FeedKeys,
  clock: Clock,
): Promise<Result<Opening, BodyError>> {
  const said = feedOpenWord(pond, keys.feed, keys.box.publicKey);
  const word = await identity.sign("shoal/feed-open/1", said);
  const body = { identity: identityKeyOf(identity), box: keys.box.publicKey, word, invite };
  return signOpening("feed.open.1", body, pond, keys, clock);
}

/** P2: a fresh invite in the name of this feed. Anyone who holds the link can use it until it ends. */
export async function makeInvite(
  pond: PondId,
  keys: FeedKeys,
  inviteKey: Signer,
  clock: Clock,
): Promise<Invite["certificate"]> {
  const until = (clock.now() + INVITE_LIFE_MS) as Time;
  return signCertificate(pond, keys.feed, keyTextOf(inviteKey) as InviteKey, until, keys.signer);
}

export function identityKeyOf(signer: Signer): IdentityKey {
  return keyTextOf(signer) as IdentityKey;
}

/** A signer's public key as text; the caller knows what kind of key it is and names the brand. */
function keyTextOf(signer: Signer): string {
  return bytesToBase64Url(signer.publicKey);
}

async function signOpening<K extends "pond.genesis.1" | "feed.open.1">(
  kind: K,
  body: BodyOf<K>,
  named: PondId,
  keys: FeedKeys,
  clock: Clock,
): Promise<Result<Opening, BodyError>> {
  const bytes = encodeBody(kind, body);
  if (!bytes.ok) return err(bytes.error);
  const place = { pond: named, feed: keys.feed, seq: 0, prev: ZERO_ID, time: clock.now() as Time, kind };
  const record = await signRecord(place, bytes.value, keys.signer);
  return ok({ pond: pondOf(record), record: record.bytes });
}
