import type { RecordId } from "../../domain/ids.ts";

/** What goes into somebody's calendar; times in ms. */
interface CalendarEvent {
  readonly id: RecordId;
  readonly title: string;
  readonly spot: string;
  readonly from: number;
  readonly to: number;
}

/** A calendar's file (RFC 5545) with one event; lines are at most 75 bytes, folded between characters. */
export function calendarFile({ id, title, spot, from, to }: CalendarEvent, now: number): Blob {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Shoal//EN",
    "BEGIN:VEVENT",
    `UID:${id}@shoal`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(spot)}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return new Blob([lines.map(folded).join("\r\n"), "\r\n"], { type: "text/calendar" });
}

function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n|\r/g, "\\n");
}

function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (bytes + size > 73) {
      pieces.push(piece);
      piece = "";
      bytes = 0;
    }
    piece += sign;
    bytes += size;
  }
  return [...pieces, piece].join("\r\n ");
}
