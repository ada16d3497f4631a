import { expect, test } from "vitest";
import type { WordsView } from "../../../../src/app/api.ts";
import type { IdentityKey, RecordId, Time } from "../../../../src/domain/ids.ts";
import {
  consentText,
  isAgreedTo,
  MAX_SPOT,
  meetingIn,
  proposalText,
  MEETING_MS,
} from "../../../../src/ui/features/deals/meeting-words.ts";
import { calendarFile } from "../../../../src/ui/kit/calendar-file.ts";

const TIME = Date.UTC(2026, 11, 1, 15, 30);
const id = "p".repeat(43) as RecordId; // any id
const words = (by: string, text: string | null, of: RecordId = id): WordsView => ({
  id: of,
  by: by as IdentityKey,
  time: 0 as Time,
  text,
});

test("a proposal is read as it was written, and nothing else is taken for one", () => {
  const spot = "Library steps, left; 图书馆 🦆";
  expect(meetingIn(proposalText({ time: TIME, spot: ` ${spot} ` }))).toEqual({ time: TIME, spot });
  const others = [
    null,
    "",
    "Meet: tomorrow, here",
    "See you at four.",
    "Meet: 2026-13-45T99:99Z, here",
    `${proposalText({ time: TIME, spot })}\nmore`,
  ];
  for (const text of others) expect(meetingIn(text)).toBeNull();
  expect(meetingIn(`Meet: 2026-12-01T15:30Z, ${"x".repeat(MAX_SPOT + 1)}`)).toBeNull();
});

test("only the other's yes agrees to a proposal", () => {
  const proposal = words("mei", proposalText({ time: TIME, spot: "steps" }));
  expect(isAgreedTo(proposal, [proposal, words("mei", consentText(id))])).toBe(false);
  expect(isAgreedTo(proposal, [proposal, words("li", "yes!")])).toBe(false);
  expect(isAgreedTo(proposal, [proposal, words("li", consentText(id))])).toBe(true);
});

test("a calendar reads the file: signs escaped, lines folded to 75 bytes, characters whole", async () => {
  const spot = `${"图书馆".repeat(20)}; a, b\\c`;
  const text = await calendarFile({ id, title: "Rice\ncooker", spot, from: TIME, to: TIME + MEETING_MS }, TIME).text();
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll("\r\n ", "");
  expect(unfolded).toContain("DTSTART:20261201T153000Z\r\nDTEND:20261201T160000Z");
  expect(unfolded).toContain(`LOCATION:${"图书馆".repeat(20)}\\; a\\, b\\\\c`);
  expect(unfolded).toContain("SUMMARY:Rice\\ncooker");
});
