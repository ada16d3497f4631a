import type { BodyOf, RecordKind } from "../kinds/registry.ts";
import type { AdmittedRecord } from "./admitted.ts";

interface FactOf<K extends RecordKind> extends Omit<AdmittedRecord, "body"> {
  readonly kind: K;
  readonly body: BodyOf<K>;
}

/** A record of one of the kinds K, as the fold keeps it: knowing the kind is knowing the body. */
export type Fact<K extends RecordKind> = K extends RecordKind ? FactOf<K> : never;

/** Null for a record that says nothing to this version. */
export function factOf(record: AdmittedRecord): Fact<RecordKind> | null {
  if (record.body === null) return null;
  const { body, ...rest } = record;
  // Kind and body come from one KnownBody, which is what a Fact says.
  return { ...rest, kind: body.kind, body: body.body } as Fact<RecordKind>;
}

/** The one order in which everybody reads: by time, then by feed and seq, so that a feed is never read backwards. */
export function inOrder<F extends Pick<AdmittedRecord, "time" | "feed" | "seq">>(facts: Iterable<F>): readonly F[] {
  return [...facts].sort(byTime);
}

export function byTime(
  a: Pick<AdmittedRecord, "time" | "feed" | "seq">,
  b: Pick<AdmittedRecord, "time" | "feed" | "seq">,
): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.feed !== b.feed) return a.feed < b.feed ? -1 : 1;
  return a.seq - b.seq;
}
