import type { IdentityKey, PondId, RecordId, Time } from "../../src/domain/ids.ts";
import type { DealView, HoldView, MemberView, OpenedVouch, ViewRow, VouchView } from "../../src/domain/pond/views.ts";
import { DAY, keyOf } from "./teller.ts";

/** Rows of a pond made by hand, for what trust makes of them. */
export const POND = keyOf<PondId>("a pond for trust");
export const START = Date.UTC(2026, 0, 1);

export function person(n: number): IdentityKey {
  return keyOf<IdentityKey>(`person ${n}`);
}

export function memberRow(id: IdentityKey, more: Partial<MemberView> = {}): MemberView {
  return {
    pond: POND,
    id,
    name: "",
    about: "",
    since: START as Time,
    invitedBy: null,
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
    ...more,
  };
}

export type Word = "good" | "bad" | "closed";

export interface DealMade {
  readonly name: string;
  readonly maker: IdentityKey;
  readonly owner: IdentityKey;
  /** Days after START. */
  readonly day: number;
  readonly state?: DealView["state"];
  readonly how?: "words" | "apart";
  readonly makerSays?: Word;
  readonly ownerSays?: Word;
  readonly holds?: readonly { readonly by: IdentityKey; readonly ways: HoldView["ways"] }[];
}

export function dealRow(made: DealMade): DealView {
  const { name, maker, owner, day, state = "done", how = "words", holds = [] } = made;
  const time = (START + day * DAY) as Time;
  const hands = state === "done" ? [maker, owner] : state === "handed" ? [maker] : [];
  const isAgreed =
    state === "agreed" || state === "handed" || state === "done" || state === "lost" || state === "broken";
  return {
    pond: POND,
    id: keyOf<RecordId>(`deal ${name}`),
    listing: keyOf<RecordId>(`listing ${name}`),
    maker,
    owner,
    rounds: [],
    state,
    via: null,
    closedWhy: null,
    ended: null,
    endAskedBy: null,
    turn: null,
    agreed: isAgreed ? { round: keyOf<RecordId>(`deal ${name}`), choice: 0, by: owner, time } : null,
    handovers: hands.map((by) => ({ id: keyOf<RecordId>(`handover ${name} ${by}`), by, time, how })),
    vouches: [
      ...vouchOf(maker, owner, made.makerSays ?? "closed", time),
      ...vouchOf(owner, maker, made.ownerSays ?? "closed", time),
    ],
    words: [],
    holds: holds.map(({ by, ways }) => ({ id: keyOf<RecordId>(`hold ${name} ${by}`), by, time, ways })),
    thanks: [],
    updated: time,
  };
}

function vouchOf(by: IdentityKey, about: IdentityKey, says: Word, time: Time): readonly VouchView[] {
  if (says === "closed") return [];
  const good = says === "good";
  const opened: OpenedVouch = { good, keptTerms: good, showedUp: true, asDescribed: good, words: "", time };
  return [{ by, about, sealedAt: time, opened, earlier: [] }];
}

export const members = (...rows: readonly MemberView[]): readonly ViewRow[] =>
  rows.map((row) => ({ table: "members", row }));
export const deals = (...rows: readonly DealView[]): readonly ViewRow[] => rows.map((row) => ({ table: "deals", row }));
