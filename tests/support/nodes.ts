import { defaultSettings } from "../../src/app/default-settings.ts";
import { USUAL_STAKE } from "../../src/domain/limits.ts";
import { entropyToMnemonic, mnemonicToEntropy, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { Result } from "../../src/lib/result.ts";
import type { IdentityKey, PondId, RecordId } from "../../src/domain/ids.ts";
import { createMemoryKeyVault, memoryVerifier } from "../../src/domain/memory-keys.ts";
import type { ListingDraft } from "../../src/app/api.ts";
import type { ShoalQueries } from "../../src/app/queries-api.ts";
import { type Channel, createNeighbours } from "../../src/app/neighbours.ts";
import { createNode, type ShoalNode } from "../../src/app/node.ts";
import { createQueries } from "../../src/app/queries.ts";
import type { ShoalDatabase } from "../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../src/storage/dexie-ledger-store.ts";
import { createKeepStore } from "../../src/storage/keep-store.ts";
import { createLocalStore } from "../../src/storage/local-rows.ts";
import { createViewQueries } from "../../src/storage/view-queries.ts";
import { webCipher } from "../../src/storage/web-cipher.ts";
import { updateFrame } from "../../src/sync/frames.ts";
import { createFakeDisk, type FakeDisk } from "./fake-storage.ts";
import { first } from "./follow.ts";
import { createTestClock, type TestClock } from "./world.ts";

/** One tab of a device: what the worker runs and what the screens read, on the device's disk. */
export interface Tab {
  readonly node: ShoalNode;
  readonly queries: ShoalQueries;
  readonly db: ShoalDatabase;
}

/** A person's phone. Its disk and its keys outlive every tab. */
export interface Phone extends Tab {
  readonly disk: FakeDisk;
  /** `deaf`: hears nothing of the other tabs, as a tab does not yet when its screen has read what they wrote. */
  openTab(how?: { readonly deaf: boolean }): Promise<Tab>;
}

export interface Street {
  readonly clock: TestClock;
  phone(): Promise<Phone>;
  closeAll(): void;
}

export const APP_URL = "https://shoal.example/";
const RELAYS = ["wss://relay.example"];

/** Phones of people whose clocks agree. */
export function createStreet(): Street {
  const clock = createTestClock();
  const disks: FakeDisk[] = [];

  async function phone(): Promise<Phone> {
    const disk = createFakeDisk();
    disks.push(disk);
    const vault = createMemoryKeyVault(webCipher);
    const channels = createChannelHub();
    const openTab = async ({ deaf } = { deaf: false }): Promise<Tab> => {
      const db = await disk.open();
      const node = createNode({
        ground: {
          store: createDexieLedgerStore(db),
          local: createLocalStore(db),
          keep: createKeepStore(db),
          vault,
          verifier: memoryVerifier,
          clock,
          random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
        },
        config: { appUrl: APP_URL, relays: RELAYS },
        loadWordlist: async () => wordlist,
        phraseOf: async (seed) => entropyToMnemonic(seed, wordlist).split(" "),
        allowedBytes: async () => null,
        seedOfPhrase: async (words) => {
          const phrase = words.join(" ");
          return validateMnemonic(phrase, wordlist) ? mnemonicToEntropy(phrase, wordlist) : null;
        },
        // Tests guess a lot.
        backupCost: { logN: 10, r: 8, p: 1 },
        neighbours: createNeighbours((deaf ? createChannelHub() : channels).open()),
      });
      const defaults = defaultSettings("en");
      return { db, node, queries: createQueries(createViewQueries(db, clock), node, clock, defaults) };
    };
    return { ...(await openTab()), openTab, disk };
  }

  return {
    clock,
    phone,
    closeAll: () => {
      for (const disk of disks) disk.closeAll();
    },
  };
}

/** BroadcastChannels of one device: each hears the others, never itself. */
function createChannelHub() {
  const listeners = new Map<Channel, (event: { readonly data: unknown }) => void>();
  return {
    open: (): Channel => {
      const channel: Channel = {
        postMessage: (data) => {
          for (const [other, listener] of listeners) {
            if (other !== channel) queueMicrotask(() => listener({ data }));
          }
        },
        addEventListener: (_type, listener) => void listeners.set(channel, listener),
      };
      return channel;
    },
  };
}

/** The value of what had to go well. */
export async function value<T, E>(outcome: Promise<Result<T, E>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`it failed: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Gives `to` all that `from` may give and it lacks, through both gates. */
async function give(from: Tab, to: Tab, pond: PondId): Promise<void> {
  const [giving, taking] = [await from.node.gate(pond), await to.node.gate(pond)];
  if (giving === null || taking === null) throw new Error("both have to be in the pond");
  const has = new Map(await taking.vector());
  for (let page = await giving.page(has); page !== null; page = await giving.page(has)) {
    await taking.receive([updateFrame(page.update)]);
    for (const { client, to: end } of page.spans) has.set(client, end);
  }
}

/** The two are connected until neither has anything new. */
export async function meet(a: Tab, b: Tab, pond: PondId): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await give(a, b, pond);
    await give(b, a, pond);
  }
}

/** Mei has started a pond, and Li has joined it. */
export async function meiAndLi(street: Street) {
  const [mei, li] = [await street.phone(), await street.phone()];
  const pond = await value(
    mei.node.startPond({ name: "North Campus", place: "library side", rules: "", myName: "Mei" }),
  );
  const { link } = await value(mei.node.createInvite(pond));
  await value(li.node.joinPond({ link, myName: "Li" }));
  await meet(mei, li, pond);
  return { mei, li, pond, link };
}

export async function idOf(tab: Tab, pond: PondId): Promise<IdentityKey> {
  const card = await first(tab.queries.pond(pond));
  if (card === null) throw new Error("not in the pond");
  return card.me;
}

export const cooker: ListingDraft = {
  kind: "thing",
  title: "Rice cooker",
  story: "",
  condition: "good",
  wants: "a lamp",
  returns: "swap",
  tags: [],
  place: "",
  lot: null,
  preview: null,
  photos: [],
};

/** Words of Li's for the cooker. */
export function termsFor(listing: RecordId, text = "a bike repair") {
  return [{ fromMaker: [{ text }], fromOwner: [{ listing }] }];
}

/** Mei lists a cooker, Li offers for it, Mei accepts: the deal that waits for its handover. */
export async function agreedDeal(street: Street) {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const listing = await value(mei.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), ""));
  await meet(mei, li, pond);
  await value(mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
  await meet(mei, li, pond);
  return { ...party, listing, deal };
}

/** `tab` joins by a fresh link of `inviter`'s, and both hear of each other. */
export async function bringIn(inviter: Tab, tab: Tab, pond: PondId, myName: string): Promise<void> {
  const { link } = await value(inviter.node.createInvite(pond));
  await value(tab.node.joinPond({ link, myName }));
  await meet(inviter, tab, pond);
}

/** A swap of the two from offer to opened vouches; what each says of the other is good unless told otherwise. */
export async function swapAndVouch(
  maker: Tab,
  owner: Tab,
  pond: PondId,
  says: { readonly maker?: boolean; readonly owner?: boolean } = {},
): Promise<RecordId> {
  const listing = await value(owner.node.postListing(pond, cooker));
  await meet(maker, owner, pond);
  const deal = await value(maker.node.makeOffer(pond, listing, termsFor(listing), "see you at six"));
  await meet(maker, owner, pond);
  await value(owner.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
  await meet(maker, owner, pond);
  const { code } = await value(owner.node.handoverCode(pond, deal));
  await value(maker.node.confirmHandover(pond, deal, { code }));
  await value(owner.node.confirmHandover(pond, deal, "apart"));
  await meet(maker, owner, pond);
  const said = { keptTerms: true, showedUp: true, asDescribed: true, words: "" };
  await value(maker.node.sealVouch(pond, deal, { ...said, good: says.maker ?? true }));
  await value(owner.node.sealVouch(pond, deal, { ...said, good: says.owner ?? true }));
  await meet(maker, owner, pond);
  for (const tab of [maker, owner]) {
    const me = await idOf(tab, pond);
    await first(tab.queries.deal(pond, deal), (view) => {
      return view?.vouches.some(({ by, opened }) => by === me && opened !== null) === true;
    });
  }
  await meet(maker, owner, pond);
  return deal;
}
