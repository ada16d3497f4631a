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
/** How much earlier than its invite a feed may begin, in ms: clocks of phones drift. */
export const MAX_BEFORE_INVITE_MS = 24 * 60 * 60 * 1000;
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
/** Bytes of the preview inside a listing's record; the photo itself travels apart (W7). */
export const MAX_PREVIEW_BYTES = 8 * 1024;
export const MAX_PHOTOS = 8;
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
