import { type FrameReader, MalformedFrame, createFrameReader, createFrameWriter } from "../varint.ts";

/** What one end must know of the other to connect with it: who may (ICE), where to, and whose certificate it will show (DTLS). */
export interface LinkDescription {
  readonly kind: "offer" | "answer";
  readonly ufrag: string;
  readonly password: string;
  /** SHA-256 of the DTLS certificate, 32 bytes. */
  readonly fingerprint: Uint8Array;
  readonly candidates: readonly LinkCandidate[];
}

/** An address over UDP at which an end may be reached. */
export interface LinkCandidate {
  readonly type: (typeof TYPES)[number];
  /** `name`: the UUID that stands for an address that the browser hides (mDNS). */
  readonly family: (typeof FAMILIES)[number];
  /** As many bytes as the family has. */
  readonly address: Uint8Array;
  readonly port: number;
}

/** On the own network, as the world sees it, and through a helper that was configured. */
const TYPES = ["host", "srflx", "relay"] as const;
const FAMILIES = ["name", "ip4", "ip6"] as const;
const KINDS = ["offer", "answer"] as const;
export const ADDRESS_BYTES = { name: 16, ip4: 4, ip6: 16 } as const;
export const FINGERPRINT_BYTES = 32;

/** Addresses of one end: more would make a code that phones read badly, and give a stranger's words more to knock at. */
export const MAX_CANDIDATES = 6;
/** Characters of names and passwords: the least that ICE allows (RFC 8839), and as many as browsers make, with some to spare. */
const UFRAG = { least: 4, most: 32 } as const;
const PASSWORD = { least: 22, most: 64 } as const;
/** Of ICE's alphabet, and nothing that would end a line. */
const ICE_CHARS = /^[A-Za-z0-9+/]+$/;

/** True for what both the bytes and the SDP of it can say. */
export function isSayable({ ufrag, password, fingerprint, candidates }: LinkDescription): boolean {
  const fits = (text: string, { least, most }: typeof UFRAG | typeof PASSWORD) =>
    text.length >= least && text.length <= most && ICE_CHARS.test(text);
  return (
    fits(ufrag, UFRAG) &&
    fits(password, PASSWORD) &&
    fingerprint.length === FINGERPRINT_BYTES &&
    candidates.length <= MAX_CANDIDATES &&
    candidates.every(
      ({ family, address, port }) => address.length === ADDRESS_BYTES[family] && port > 0 && port <= 0xffff,
    )
  );
}

/** M2: kind, ICE's name and password, fingerprint, addresses: 64 bytes from Chromium, and 7 or 19 for each address. */
export function writeDescription(description: LinkDescription): Uint8Array<ArrayBuffer> {
  if (!isSayable(description)) throw new Error("no description that can be said");
  const out = createFrameWriter();
  out.byte(KINDS.indexOf(description.kind));
  out.ascii(description.ufrag);
  out.ascii(description.password);
  for (const byte of description.fingerprint) out.byte(byte);
  out.byte(description.candidates.length);
  for (const { type, family, address, port } of description.candidates) {
    out.byte(TYPES.indexOf(type) * FAMILIES.length + FAMILIES.indexOf(family));
    for (const byte of address) out.byte(byte);
    out.byte(port >> 8);
    out.byte(port & 0xff);
  }
  return out.finish();
}

/** Reads one, to the byte; null for whatever is none. What it returns is a copy. */
export function readDescription(bytes: Uint8Array): LinkDescription | null {
  try {
    const reader = createFrameReader(bytes);
    const description: LinkDescription = {
      kind: KINDS[reader.count(KINDS.length - 1)] ?? "offer",
      ufrag: readText(reader, UFRAG.most),
      password: readText(reader, PASSWORD.most),
      fingerprint: reader.bytes(FINGERPRINT_BYTES).slice(),
      candidates: Array.from({ length: reader.count(MAX_CANDIDATES) }, () => readCandidate(reader)),
    };
    return reader.left() === 0 && isSayable(description) ? description : null;
  } catch (cause) {
    if (cause instanceof MalformedFrame) return null;
    throw cause;
  }
}

function readText(reader: FrameReader, most: number): string {
  return String.fromCharCode(...reader.bytes(reader.count(most)));
}

function readCandidate(reader: FrameReader): LinkCandidate {
  const what = reader.count(TYPES.length * FAMILIES.length - 1);
  const [type, family] = [TYPES[Math.floor(what / FAMILIES.length)], FAMILIES[what % FAMILIES.length]];
  if (type === undefined || family === undefined) throw new MalformedFrame("no such address");
  const address = reader.bytes(ADDRESS_BYTES[family]).slice();
  return { type, family, address, port: reader.byte() * 256 + reader.byte() };
}
