import * as z from "zod/mini";
import { INVITE_LIFE_MS, MAX_BEFORE_INVITE_MS } from "../../domain/limits.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import type { PondId, Time } from "../../domain/ids.ts";
import { type Invite, inviteLink, parseInvite, POND_SECRET_BYTES } from "../../domain/invite/link.ts";
import { identityKeyOf, makeInvite, openFeedWithInvite, openPond } from "../../domain/invite/openings.ts";
import { MemberProfile } from "../../domain/kinds/member-profile.ts";
import { founders, mayInvite } from "../../domain/pond/house-rules.ts";
import { verifyCertificate } from "../../domain/ledger/signed-words.ts";
import type { AppError, InvitePreview, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { MyPond } from "../local-rows.ts";
import type { Ground, Sessions } from "../pond-session.ts";

/** An invite that ends sooner than this is replaced by a fresh one, in ms: a printed code should last a while. */
const RENEW_INVITE_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;

type PondCommands = Pick<
  ShoalCommands,
  "startPond" | "previewInvite" | "joinPond" | "createInvite" | "rename" | "setPondRules"
>;

/** Starting a pond, joining one, inviting others. */
export function createPondCommands(
  ground: Ground,
  sessions: Sessions,
  config: { readonly appUrl: string; readonly relays: readonly string[] },
): PondCommands {
  const { vault, local, clock, random, verifier } = ground;

  /** False where another tab was first: its feed is the one that this device writes. */
  async function keep(mine: Omit<MyPond, "joined" | "invite">): Promise<boolean> {
    const isNew = await local.addPond({ ...mine, joined: clock.now() as Time, invite: null });
    await sessions.open(mine.pond);
    return isNew;
  }

  async function readInvite(link: string): Promise<Result<Invite, AppError>> {
    const invite = parseInvite(link);
    if (invite === null || !(await verifyCertificate(invite.pond, invite.certificate, verifier))) {
      return fail({ kind: "invite-unreadable" });
    }
    const { until } = invite.certificate;
    if (clock.now() < until - INVITE_LIFE_MS - MAX_BEFORE_INVITE_MS) return fail({ kind: "clock-behind" });
    return clock.now() > until ? fail({ kind: "invite-expired" }) : ok(invite);
  }

  return {
    startPond: async ({ name, place, rules, myName }): Outcome<PondId> => {
      if (!isName(myName)) return fail({ kind: "invalid-input", field: "myName" });
      const identity = await vault.identity();
      const keys = await vault.createFeedKeys();
      const about = { name: name.trim(), place: place.trim(), rules: rules.trim() };
      const opening = await openPond(about, identity, keys, clock);
      if (!opening.ok) return appendFailure(opening.error);
      const { pond, record } = opening.value;
      await keep({
        pond,
        secret: random.bytes(POND_SECRET_BYTES),
        relays: config.relays,
        feed: keys.feed,
        me: identityKeyOf(identity),
        myName: myName.trim(),
        pondName: about.name,
        opening: record,
      });
      return ok(pond);
    },

    previewInvite: async (link): Outcome<InvitePreview> => {
      const invite = await readInvite(link);
      if (!invite.ok) return invite;
      const { pond, pondName, inviterName, certificate } = invite.value;
      const alreadyIn = (await local.pond(pond)) !== null;
      return ok({ pond, pondName, inviterName, until: certificate.until, alreadyIn });
    },

    joinPond: async ({ link, myName }): Outcome<PondId> => {
      if (!isName(myName)) return fail({ kind: "invalid-input", field: "myName" });
      const read = await readInvite(link);
      if (!read.ok) return read;
      const invite = read.value;
      if ((await local.pond(invite.pond)) !== null) return err({ kind: "already-member", pond: invite.pond });
      const identity = await vault.identity();
      const keys = await vault.createFeedKeys();
      const inviteKey = await vault.signerFromSeed(invite.seed);
      const opening = await openFeedWithInvite(invite, inviteKey, identity, keys, clock);
      if (!opening.ok) return appendFailure(opening.error);
      const isNew = await keep({
        pond: invite.pond,
        secret: invite.secret,
        relays: invite.relays.length > 0 ? invite.relays : config.relays,
        feed: keys.feed,
        me: identityKeyOf(identity),
        myName: myName.trim(),
        pondName: invite.pondName,
        opening: opening.value.record,
      });
      return isNew ? ok(invite.pond) : err({ kind: "already-member", pond: invite.pond });
    },

    createInvite: async (pond): Outcome<{ readonly link: string }> => {
      const session = await sessions.open(pond);
      const mine = await local.pond(pond);
      if (session === null || mine === null) return fail({ kind: "not-a-member" });
      const ruling = session.fold().pond()?.ruling ?? null;
      if (!mayInvite(session.fold(), mine.me, ruling, clock.now())) return fail({ kind: "against-the-rules" });
      const { pondName, myName, relays, secret } = mine;
      const isFresh = mine.invite !== null && mine.invite.certificate.until - clock.now() > RENEW_INVITE_BEFORE_MS;
      const held = isFresh ? mine.invite : await freshInvite(pond, session.keys);
      if (held === null) return fail({ kind: "not-a-member" });
      if (!isFresh) await local.putPond({ ...mine, invite: held });
      const name = session.fold().pond()?.name ?? pondName;
      const invite: Invite = { pond, secret, ...held, pondName: name, inviterName: myName, relays };
      return ok({ link: inviteLink(config.appUrl, invite) });
    },

    rename: async (pond, name): Outcome<void> => {
      const session = await sessions.open(pond);
      const mine = await local.pond(pond);
      if (session === null || mine === null) return fail({ kind: "not-a-member" });
      const done = await session.ledger.append("member.profile.1", { name: name.trim(), about: "" });
      if (!done.ok) return appendFailure(done.error);
      await local.putPond({ ...mine, myName: name.trim() });
      return ok(undefined);
    },

    setPondRules: async (pond, rules): Outcome<void> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      if (!founders(session.fold()).includes(session.mine.me)) return fail({ kind: "against-the-rules" });
      const done = await session.ledger.append("pond.rules.1", { ...rules, reason: rules.reason.trim() });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };

  async function freshInvite(pond: PondId, keys: Parameters<typeof makeInvite>[1]): Promise<MyPond["invite"]> {
    const seed = random.bytes(32);
    const certificate = await makeInvite(pond, keys, await vault.signerFromSeed(seed), clock);
    return { seed, certificate };
  }
}

/** By the schema of the record that will carry it: the feed is opened first, and a name refused only then would leave it nameless. */
function isName(name: string): boolean {
  return z.safeParse(MemberProfile, { name: name.trim(), about: "" }).success;
}
