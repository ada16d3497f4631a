import type { WordsView } from "../../../app/api.ts";
import type { RecordId } from "../../../domain/ids.ts";

/**
 * A proposal of time and place travels among the sealed words of a deal, as a line that an app without this file shows as it
 * is. So nobody but the two can read where and when they meet.
 */
export interface Meeting {
  /** ms. */
  readonly time: number;
  readonly spot: string;
}

/** Longest name of a spot, so that the line fits into what can be sealed. */
export const MAX_SPOT = 120;
const PROPOSAL = /^Meet: (\d{4}-\d{2}-\d{2}T\d{2}:\d{2})Z, ([^\n]{1,120})$/u;
const CONSENT = /^Meet: yes to ([\w-]{43})$/u;

export function proposalText({ time, spot }: Meeting): string {
  return `Meet: ${new Date(time).toISOString().slice(0, 16)}Z, ${spot.trim()}`;
}

export function consentText(proposal: RecordId): string {
  return `Meet: yes to ${proposal}`;
}

/** Null for words that are none. */
export function meetingIn(text: string | null): Meeting | null {
  const [, day = "", spot = ""] = PROPOSAL.exec(text ?? "") ?? [];
  const time = Date.parse(`${day}Z`);
  return Number.isNaN(time) ? null : { time, spot };
}

/** The proposal that these words agree to; null for words that are no consent. */
export function consentIn(text: string | null): string | null {
  return CONSENT.exec(text ?? "")?.[1] ?? null;
}

/** How long a meeting takes in a calendar, in ms. */
export const MEETING_MS = 30 * 60_000;

/** True where the one who did not propose has said yes to it. */
export function isAgreedTo(proposal: WordsView, words: readonly WordsView[]): boolean {
  return words.some(({ by, text }) => by !== proposal.by && consentIn(text) === proposal.id);
}
