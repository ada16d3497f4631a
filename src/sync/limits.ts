import { MAX_FEEDS, MAX_RECORD_BYTES } from "../domain/limits.ts";

/** All bounds of the wire: what a stranger can make us spend before he is cut off. Each with unit and reason. */

/** Bytes of one message in either direction. The smallest limit that any browser sets on a data channel message is 64 KB. */
export const MAX_FRAME_BYTES = 64 * 1024;
/** Bytes that a page aims at: leaves room for one more struct's head, so that a page never has to be cut. */
export const PAGE_BYTES = 48 * 1024;
/** Bytes around a record in a Yjs update: info, root name, key "client:clock", length. */
export const STRUCT_HEAD_BYTES = 64;
/** Feeds in one page or vector. A state vector of 4,000 feeds just fits into one message, and no pond has more (L4). */
export const MAX_FEEDS_IN_FRAME = MAX_FEEDS;
/** Records in one page: small ones, as many as fit. */
export const MAX_RECORDS_IN_FRAME = 2048;
/** Bytes of one record's struct, checked before its bytes are copied. */
export const MAX_STRUCT_BYTES = MAX_RECORD_BYTES;
/** Bytes waiting in a data channel above which no further page is sent: keeps memory flat and the channel fair. */
export const HIGH_WATER_BYTES = 512 * 1024;
/** Frames of one peer that wait for the gate. Honest peers stay far below: they stop at MAX_UNHEARD_UPDATES. */
export const MAX_WAITING_FRAMES = 256;
/**
 * Bytes that a peer may send without bringing anything new: said again, refused, questions, presence. What is new costs
 * nothing, so a first sync is never held up. A member's device gets twice of what a stranger gets.
 */
export const STRANGER_WASTE = { atOnce: 2 * 1024 * 1024, perSecond: 32 * 1024 } as const;
export const MEMBER_WASTE = { atOnce: 4 * 1024 * 1024, perSecond: 64 * 1024 } as const;
/** Bytes that a message counts for at least: a flood of tiny ones costs us a look at each. */
export const LEAST_WASTE_BYTES = 1024;
/** What was only said again counts so much: a newcomer gets the same records from several honest neighbours at once. */
export const SAID_AGAIN_SHARE = 1 / 8;
/** ms for which a member who was disconnected for his offences is not let in again. */
export const SHUN_MS = 10 * 60_000;
/** Waiting frames of one peer that the gate is given together: more would be fewer writes to the disk, and longer tasks. */
export const MESSAGES_AT_ONCE = 16;
/** Offences after which a peer is disconnected: enough for a bad cable, too few for a flood. */
export const MAX_OFFENCES = 16;
/** Vectors, heads and questions that a peer may send in a minute: each may cost us a look at every feed, or a page. */
export const MAX_REQUESTS_PER_MINUTE = 240;
/** Heads in one message: 43 bytes each at most. */
export const MAX_HEADS_IN_FRAME = 1400;
/** Feeds in which a peer's branch is searched for where it parts from ours, and questions for each: a feed of 64,000 records is found in 7 steps back, the rest goes forward. */
export const MAX_SEARCHES = 64;
export const MAX_ASKS_A_FEED = 24;
/** Feeds that one message of heads makes us ask about. */
export const MAX_CONFLICTS = 8;
/** Updates that a peer is sent before it says that it has taken the first of them: its gate may be slower than its channel. */
export const MAX_UNHEARD_UPDATES = 32;
/** Updates after which the sender is told without waiting for a pause: a quarter of what it may send without a word, so that it never has to stop. */
export const UPDATES_A_REPORT = 8;
/** ms that a first word waits at most for what broken connections have left to be taken in. */
export const LEFTOVERS_MS = 5_000;
/** ms after the last page before the sender is told what has arrived. */
export const ACK_DELAY_MS = 400;
/**
 * ms that a record of somebody else's waits before it is passed on: its author has sent it to all his neighbours, and
 * those who have it say so meanwhile. The spread makes one of those who would pass it on the first, and the others hear of it.
 */
export const PASS_ON_MS = 1000;
export const PASS_ON_SPREAD_MS = 1000;
/** ms in which what came in is gathered before others are told: a first sync is many pages. */
export const TELL_MS = 100;
/** Longest time, in ms, between asking and asking again for what was refused: the wait doubles, as nothing may have changed. */
export const MAX_ASK_AGAIN_MS = 5 * 60_000;
/** ms after which newcomers who had to wait are asked for again, doubled each time up to the second (decision 0014). */
export const NEWCOMERS_AGAIN_MS = 5 * 60_000;
export const MAX_NEWCOMERS_AGAIN_MS = 30 * 60_000;
/** Records beyond those held that a person is told of on the word of peers: more than any pond has had, and no absurd number. */
export const MAX_CLAIMED_RECORDS = 100_000;
/** W7: bytes of a photo in one message; with its head it is below MAX_FRAME_BYTES, and small enough to leave the records room. */
export const PHOTO_CHUNK_BYTES = 32 * 1024;
/** Chunks that one peer is asked for ahead of what has come: a quarter of a megabyte on its way keeps a campus network busy. */
export const PHOTO_CHUNKS_AHEAD = 8;
/** Photos that are fetched at the same time, from all peers, and from one. Each may hold 4 MB of memory until it is whole. */
export const MAX_PHOTOS_AT_ONCE = 6;
export const MAX_PHOTOS_FROM_ONE = 2;
/** Photos of which a part is kept in memory while nobody is there to send the rest. */
export const MAX_PHOTO_PARTS = 8;
/** Photos waited for; of more, the newest are. */
export const MAX_WANTED_PHOTOS = 200;
/** Questions of one peer that wait for an answer: what an honest one has underway, and some to spare. */
export const MAX_WAITING_PHOTO_ASKS = 4 * PHOTO_CHUNKS_AHEAD;
/** ms after which a peer that does not answer is no longer waited for, and another one asked. */
export const PHOTO_ANSWER_MS = 10_000;
/** ms after which those who had no such photo are asked again, doubled each time up to the second. */
export const PHOTO_AGAIN_MS = 30_000;
export const MAX_PHOTO_AGAIN_MS = 10 * 60_000;
/** Bytes of photos that one peer is given; a member's device gets more than a stranger's. What is beyond is answered with "not here". */
export const STRANGER_PHOTOS = { atOnce: 16 * 1024 * 1024, perSecond: 64 * 1024 } as const;
export const MEMBER_PHOTOS = { atOnce: 128 * 1024 * 1024, perSecond: 1024 * 1024 } as const;
/** Of a photo that is read for a peer this part is counted as given: a few bytes of ever another photo must not be free. */
export const PHOTO_READ_SHARE = 1 / 8;
/** ms for which what was read for a peer is kept after its last question: the next chunk is asked for within that. */
export const PHOTO_READ_KEPT_MS = 2_000;
/** ms in which a connection must open: forged announcements must not fill the slots. */
export const OPEN_WITHIN_MS = 20_000;
/** Neighbours: at least this many, and a random number more, so that rooms do not fall into cliques that never meet. */
export const MIN_NEIGHBOURS = 8;
export const RANDOM_NEIGHBOURS = 9;
/** M3: bytes of a word about other peers, and how many of one peer may wait to be heeded: beyond it they are offences. */
export const MAX_WORD_BYTES = 2 * 1024;
export const MAX_WAITING_WORDS = 64;
/** M3: neighbours that one tells of: more than anybody has who keeps to the numbers above, and has paired with some besides. */
export const MAX_PEERS_SAID = 40;
/** M3: ms in which changes among one's neighbours are gathered before the others are told. */
export const TELL_PEERS_MS = 1_000;
/** M3: ms after which somebody who was heard of is asked for: over a relay one mostly finds him before that. */
export const INTRODUCE_AFTER_MS = 3_000;
/** M3: links of introductions in the making at once: each is a socket and a certificate for up to OPEN_WITHIN_MS. */
export const MAX_LINKS_IN_MAKING = 4;
/** M3: ms after which an introduction that led to nothing is tried again, doubled each time up to the second. */
export const INTRODUCE_AGAIN_MS = 30_000;
export const MAX_INTRODUCE_AGAIN_MS = 10 * 60_000;
/** M3: ms within which one may offer himself to the same other once, and for which an answer is waited for. */
export const INTRO_PAIR_MS = 10_000;
export const INTRO_ANSWER_MS = 30_000;
/** M3: words about peers that one peer may say: what a room of 16 says when all meet at once, and what retries need. */
export const WORDS_ABOUT_PEERS = { atOnce: 200, perSecond: 8 } as const;
/** ms after which two connections with the same device are one, if the end that is to choose does not. */
export const TWIN_MS = 30_000;
/** M2: ms that a code on the screen waits for the other, and that a link has to open once both ends know of each other. */
export const PAIR_WITHIN_MS = 10 * 60_000;
export const PAIR_OPEN_WITHIN_MS = 30_000;
/** How often neighbours are looked at, in ms: for those that never opened, and for one to let go. */
export const NEIGHBOUR_LOOK_MS = 5_000;
/** ms between a full device's lettings-go, on average: each costs two connections made, and mixes the room. */
export const LET_GO_EVERY_MS = 10 * 60_000;
/** ms for which a neighbour is kept in any case: what it came for is done by then. */
export const LET_GO_AFTER_MS = 60_000;
/**
 * Records and bytes of a card's file: the feeds of some dozens of partners over years, mostly without bodies. Reading one
 * hashes all of it and verifies a signature for each 16 records (L2), in a second or two.
 */
export const MAX_CARD_RECORDS = 20_000;
export const MAX_CARD_FILE_BYTES = 12 * 1024 * 1024;
/** Bytes of records in it; the rest are the heads of their structs and pages. */
export const MAX_CARD_RECORD_BYTES = MAX_CARD_FILE_BYTES - MAX_CARD_RECORDS * STRUCT_HEAD_BYTES - 64 * 1024;
/**
 * M5: codes of one run on the screen, and bytes in each of them. 400 bytes make 77 modules a side, which a phone's camera
 * reads from arm's length; of forty codes the last has been seen after about half a minute. More goes by file.
 */
export const MAX_RUN_CODES = 40;
export const RUN_CODE_BYTES = 400;
/** Bytes of what a run holds once it is unpacked: one page of records and where the sender stands. */
export const MAX_CARRIED_BYTES = 2 * MAX_FRAME_BYTES;
/** Bytes of a `.pond` file that is still opened: many times what the largest pond has without its photos. */
export const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;
/** Pages of a file that are looked at in one go: at most a megabyte, so that progress is seen and it can be stopped. */
export const BUNDLE_PAGES_AT_ONCE = 16;
/** Runs in those pages that no honest device writes, after which the rest of a file is left alone: a bad disk spoils one or two. */
export const MAX_BUNDLE_OFFENCES = 8;
/** M4: neighbours with which a device has company enough to leave the hall on somebody else's network. */
export const ENOUGH_NEIGHBOURS = 3;
/** Of a device and its neighbours, so many stay in the hall for whoever comes: one may go away at any moment. */
export const HALL_STAYERS = 2;
/** ms before a lonely device goes there: where a relay is up they have met by then, and nobody's network need be asked. */
export const HALL_ENTER_MS = 4_000;
/** ms with company before it leaves: who has just come may go again. */
export const HALL_LEAVE_MS = 60_000;
/** ms after which it is tried again where it did not work. */
export const HALL_AGAIN_MS = 60_000;
/** Devices in the hall that are heard: more than there are where most have left it again. */
export const MAX_HALL_PEERS = 200;
