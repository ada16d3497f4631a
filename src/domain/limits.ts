import type { Drops } from "./ids.ts";

/** L4: what a record, a feed and a text may cost everybody else. Each number with its unit and its reason. */

/** Bytes of a record's body. Room for a story and a preview; small enough that 4 fit in a page of the wire. */
export const MAX_BODY_BYTES = 16 * 1024;
/** Bytes of an encoded header: eight fields of at most 34 bytes and a kind's name. */
export const MAX_HEADER_BYTES = 320;
/** Bytes of a whole record on the wire: header, signature, body and their CBOR heads. */
export const MAX_RECORD_BYTES = MAX_BODY_BYTES + MAX_HEADER_BYTES + 80;
/** Arrays and maps in one another. Ours go 5 deep; without a number, each browser's stack would be the limit, and ponds would differ (P3). */
export const MAX_DEPTH = 16;
/** How far a record's time may lie ahead of the reader's clock, in ms: phones drift, cheats want more. */
export const MAX_AHEAD_MS = 10 * 60 * 1000;
/** Devices (feeds) of one identity in one pond that others look at, oldest first: a phone a year for a long student life. */
export const MAX_FEEDS_PER_IDENTITY = 16;
/**
 * Feeds in one pond: what every peer has must fit into one message of the wire. Above it devices may hold different feeds
 * (the first so many that came), but they go on syncing; without it nobody's vector would be read any more.
 */
export const MAX_FEEDS = 4000;
/** Records in one feed: keeps every clock far below what Yjs and CBOR hold exactly. */
export const MAX_SEQ = 1_000_000;
/** Records vouched for by one signature (L2). Bounds what must be looked at again when that signature is bad. */
export const MAX_RUN_RECORDS = 256;
/**
 * Records and bytes of one feed within one day of its own times (UTC): ten times what the busiest market day needs, and
 * what one cheat can make everybody store. A feed's times never fall and are bounded on both sides, so that a
 * cheat cannot borrow days.
 */
export const MAX_DAY_RECORDS = 1000;
export const MAX_DAY_BYTES = 4 * 1024 * 1024;
/**
 * Bytes that a newcomer's feed may write at once, and what it may write more each day, saved up to MAX_DAY_BYTES
 * (decision 0014): sixty listings with their previews on the first day and two a day for ever after; and what each of a
 * cheat's many names can make everybody store. The founder begins with MAX_DAY_BYTES.
 */
export const FIRST_FEED_BYTES = 512 * 1024;
export const FEED_BYTES_A_DAY = 16 * 1024;
/** How much earlier than its invite a feed may begin, in ms: clocks of phones drift. */
export const MAX_BEFORE_INVITE_MS = 24 * 60 * 60 * 1000;
/** How much earlier than the feed that let it in a feed may begin, in ms. Less than for an invite: it adds up along a chain. */
export const MAX_BEFORE_INVITER_MS = 60 * 60 * 1000;
/**
 * Newcomers (feeds) that a device takes in at once, and more of them each day, before it asks through whom they come and makes
 * the branch that has brought more than its share wait (decision 0014): a pond of 500 on its first day, and 150 a month.
 */
export const NEWCOMERS = { atOnce: 500, aDay: 5, dayMs: 24 * 60 * 60 * 1000 } as const;
/** Every so many records of a feed one must be well signed itself (decision 0008), so that a fork is proven by so many headers at most. */
export const SIGNED_EVERY = 16;
/** Characters (UTF-16 units) in texts that people write. */
export const MAX_NAME = 40;
export const MAX_POND_NAME = 60;
export const MAX_PLACE = 120;
export const MAX_RULES = 2000;
export const MAX_TITLE = 80;
export const MAX_STORY = 2000;
export const MAX_WANTS = 200;
export const MAX_WORDS = 500;
export const MAX_COMMENT = 500;
/** Members mentioned in one comment: who calls everybody calls nobody. */
export const MAX_MENTIONS = 8;
/** Of a public thank-you after a deal (X9). */
export const MAX_THANKS = 280;
/** Largest bid, in whatever a lot is counted in; and characters of what that is called. */
export const MAX_BID = 1_000_000_000;
export const MAX_UNIT = 20;
/** Entries that the end of a lot can name, and those of one person that are shown, as well as his askings for days: the newest. */
export const MAX_LOT_SEEN = 200;
export const MAX_ENTRIES_OF_ONE = 20;
export const LOT_SECRET_BYTES = 32;
/** ms that a lot may be open: shorter than an offer lives (D4), which stands behind each entry. */
export const MAX_LOT_MS = 6 * 24 * 60 * 60_000;
/** People in a swap ring: two are a deal, and of more than four somebody does not come. */
export const MIN_RING = 3;
export const MAX_RING = 4;
/** ms in which all of a ring have to say yes. */
export const RING_WAIT_MS = 48 * 60 * 60_000;
/** A market day: how far ahead it may lie and how long it may take, in ms; and how many of one member may lie ahead (B1). */
export const MAX_MARKET_AHEAD_MS = 120 * 24 * 60 * 60_000;
export const MAX_MARKET_MS = 3 * 24 * 60 * 60_000;
export const MAX_MARKETS_OF_ONE = 3;
/** ms before its beginning from which one can check in: some put up the tables. */
export const MARKET_DOORS_MS = 2 * 60 * 60_000;
/** Listings that one brings along, and people shown who come: a courtyard holds no more. */
export const MAX_BROUGHT = 40;
export const MAX_COMERS = 500;
/** Days of one loan; and the last day that a record can name, some centuries on. */
export const MAX_LEND_DAYS = 60;
export const MAX_DAY = 200_000;
export const MAX_TAG = 24;
export const MAX_TAGS = 8;
/** Of the words for where a listing is. */
export const MAX_LISTING_PLACE = 60;
/** Comments shown under one listing, and of one member there (X5): nobody fills a page alone. */
export const MAX_COMMENTS_SHOWN = 200;
export const MAX_COMMENTS_OF_ONE = 20;
/** Bytes of the preview inside a listing's record; the photo itself travels apart (W7). */
export const MAX_PREVIEW_BYTES = 8 * 1024;
export const MAX_PHOTOS = 8;
/** Bytes of one photo beside its record (W7): our own are a twentieth of it. */
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;
/** Alternatives (OR) in one round of terms, and things (AND) on each side of one alternative. */
export const MAX_ALTERNATIVES = 4;
export const MAX_ITEMS = 8;
/** Bytes of one private message once sealed, and devices that it is sealed to. */
export const MAX_SEALED_BYTES = 2200;
export const MAX_SEALED_TO = 6;

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long things live, in ms of record time (PRODUCT, "Rules of the market"). */
export const LISTING_LIFE_MS = 30 * DAY_MS;
export const OFFER_LIFE_MS = 7 * DAY_MS;
export const DEAL_LIFE_MS = 14 * DAY_MS;
/** After this long a sealed vouch may be opened although the other side never wrote one. */
export const VOUCH_WAIT_MS = 14 * DAY_MS;
export const INVITE_LIFE_MS = 30 * DAY_MS;

/** T6: how many steps away a member may be: friends of friends of friends of friends. */
export const MAX_HOPS = 4;
/** T11: drops that one deal can hold, and ways that it can hold them along. More is at stake in no swap of a campus. */
export const MAX_HOLD_DROPS = 8;
export const MAX_HOLD_WAYS = 8;
/** Drops at stake in a deal where nobody says otherwise; about what one good swap is worth (T1). */
export const USUAL_STAKE = 2 as Drops;
/** Those who say that a new identity is an old one's: so many of so many who vouched for it most (decision 0013). */
export const ATTESTERS_NEEDED = 3;
export const ATTESTERS_ASKED = 5;
/** Old identities that one new one may claim: a phone a year for a long student life, and no flood of claims. */
export const MAX_TAKES = 8;
/** How long the old identity can object to what others say, in ms of record time. */
export const SUCCESSION_WAIT_MS = 14 * DAY_MS;
/** How far the time of a card's code and of the record about it may lie apart, in ms: a photo of a code grows old. */
export const CARD_CODE_LIFE_MS = 60 * 60 * 1000;
/** Most open listings that a pond's rules can speak of. */
export const MAX_NEWCOMER_LISTINGS = 100;
/** Sybils that the playground makes up at most: each praises each, and a phone keeps all of that in memory for a moment. */
export const MAX_PLAYED_SYBILS = 200;
