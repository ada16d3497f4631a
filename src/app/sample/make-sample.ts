import type { PondId, RecordId, Time } from "../../domain/ids.ts";
import type { PhotoRef } from "../../domain/kinds/listing.ts";
import { openLedger } from "../../domain/ledger/ledger.ts";
import { createPondFold } from "../../domain/pond/fold.ts";
import { POND_SECRET_BYTES } from "../../domain/invite/link.ts";
import { updateFrame } from "../../sync/frames.ts";
import { createGate } from "../../sync/gate.ts";
import type { Ground } from "../pond-session.ts";
import { hashOf } from "../use-cases/photos.ts";
import type { DrawPicture } from "../use-cases/sample.ts";
import type { ShrunkPhoto } from "../shrink-photo.ts";
import { type Actor, createCast, createStoryClock } from "./cast.ts";
import { LISTINGS, MEMBERS, type MemberName, POND, type SampleListing } from "./content.ts";
import { tellStory } from "./story.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Days of the story before now: listings live 30. */
const STORY_DAYS = 25;
/** Days ago that whoever looks around came in. */
const VISITOR_DAYS = 9;

interface Picture extends ShrunkPhoto {
  readonly ref: PhotoRef;
}

/**
 * Makes the sample (S7): people with keys that nobody keeps write their records with the code that everybody writes them with, and
 * all of them come in through the gate. Only whoever looks around keeps keys here, so that he can try what members do.
 * A sample that was left half made is not shown, and goes when the next one is made.
 */
export async function makeSample(ground: Ground, draw: DrawPicture, myName: string): Promise<PondId> {
  const now = ground.clock.now();
  const clock = createStoryClock(now - STORY_DAYS * DAY_MS);
  const cast = createCast(ground, clock);
  const pictures = await drawAll(draw);

  const founder = await cast.start(POND);
  const { pond } = founder.ledger;
  const actors = new Map<MemberName, Actor>();
  for (const { name, invitedBy, said } of MEMBERS) {
    const inviter = invitedBy === null ? null : actors.get(invitedBy);
    const actor = inviter === null || inviter === undefined ? founder : await cast.join(pond, inviter);
    await actor.say("member.profile.1", { name: said, about: "" });
    actors.set(name, actor);
  }
  const actorOf = (name: MemberName): Actor => {
    const actor = actors.get(name);
    if (actor === undefined) throw new Error(`nobody is called ${name}`);
    return actor;
  };

  const events = tellStory({
    pond,
    actorOf,
    clock,
    now,
    cipher: ground.vault.cipher,
    randomBytes: (length) => ground.random.bytes(length),
  });
  const listings = LISTINGS.map((listing) => ({
    daysAgo: listing.daysAgo,
    happens: async () => {
      const id = await post(actorOf(listing.by), listing, pictures.get(listing.id));
      events.listed(listing.id, id);
    },
  }));
  const visitorComes = {
    daysAgo: VISITOR_DAYS,
    happens: async () => {
      const keys = await ground.vault.createFeedKeys();
      const me = await cast.join(pond, actorOf("mei"), keys);
      await ground.local.addPond({
        pond,
        secret: ground.random.bytes(POND_SECRET_BYTES),
        relays: [],
        feed: keys.feed,
        me: me.me,
        myName,
        pondName: POND.name,
        joined: now as Time,
        opening: me.opening,
        invite: null,
        sample: "making",
      });
      await me.say("member.profile.1", { name: myName, about: "" });
      actors.set("me", me);
    },
  };
  const all = [...listings, visitorComes, ...events.all].toSorted((a, b) => b.daysAgo - a.daysAgo);
  for (const { daysAgo, happens } of all) {
    clock.goTo(now - daysAgo * DAY_MS);
    await happens();
  }

  await letIn(ground, pond, [...actors.values()]);
  for (const { ref, type, bytes } of pictures.values()) await ground.local.putBlob({ hash: ref.hash, type, bytes });
  const mine = (await ground.local.samples()).find((row) => row.pond === pond);
  if (mine === undefined) throw new Error("the sample was taken away while it was made");
  await ground.local.putPond({ ...mine, sample: "ready" });
  return pond;
}

async function post(by: Actor, listing: SampleListing, picture: Picture | undefined): Promise<RecordId> {
  const { kind, title, story, condition, wants, returns, tags, place } = listing;
  return by.say("listing.post.2", {
    kind,
    title,
    story,
    condition,
    wants,
    returns,
    place,
    tags: [...tags],
    preview: picture?.preview ?? null,
    photos: picture === undefined ? [] : [picture.ref],
  });
}

async function drawAll(draw: DrawPicture): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const { id, picture } of LISTINGS) {
    const drawn = picture === null ? null : await draw(picture);
    if (drawn === null) continue;
    const { bytes, width, height } = drawn;
    pictures.set(id, { ...drawn, ref: { hash: await hashOf(bytes), size: bytes.length, width, height } });
  }
  return pictures;
}

/** By the way that the records of peers take: pages, frames, the gate. In the order in which they let each other in. */
async function letIn(ground: Ground, pond: PondId, actors: readonly Actor[]): Promise<void> {
  const { store, verifier, clock } = ground;
  const ledger = await openLedger({ pond, store, verifier, clock, keys: null, project: () => createPondFold(pond) });
  const gate = createGate({ ledger });
  for (const actor of actors) {
    const giving = createGate({ ledger: actor.ledger });
    const has = new Map<number, number>();
    for (let page = await giving.page(has); page !== null; page = await giving.page(has)) {
      await gate.receive([updateFrame(page.update)]);
      for (const { client, to } of page.spans) has.set(client, to);
    }
    const held = ledger.feed(actor.keys.feed)?.count;
    if (held !== actor.ledger.feed(actor.keys.feed)?.count) throw new Error("the gate refused the sample");
  }
}
