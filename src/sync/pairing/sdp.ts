import {
  ADDRESS_BYTES,
  FINGERPRINT_BYTES,
  isSayable,
  type LinkCandidate,
  type LinkDescription,
  MAX_CANDIDATES,
} from "./description.ts";

/**
 * M2: what a browser says of its end, without all that is the same for every data channel, and back. Nothing that proves
 * anything (ICE's name and password, the certificate's fingerprint) is changed on the way.
 */

/** Bytes of one message that the other may send: what a browser assumes where nothing is said (RFC 8841). */
const MAX_MESSAGE_BYTES = 65_536;
/** The usual priorities (RFC 8445): one's own network first, a helper last. */
const TYPE_PREFERENCE = { host: 126, srflx: 100, relay: 0 } as const;
const MOST_PREFERRED = 65_535;
/** Shown first, where not all fit. */
const RANK: readonly string[] = [
  "host name",
  "host ip4",
  "srflx ip4",
  "host ip6",
  "relay ip4",
  "srflx ip6",
  "relay ip6",
];

/** What is in the SDP of one's own browser; null where it says something that cannot be said shorter. */
export function describe(kind: LinkDescription["kind"], sdp: string): LinkDescription | null {
  const lines = sdp.split(/\r?\n/);
  const valueOf = (name: string) => lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? "";
  // The other end writes these anew, and both have to say the same.
  if (valueOf("mid") !== "0" || valueOf("setup") !== SETUP[kind]) return null;
  const candidates = lines.flatMap((line) => {
    const found = line.startsWith("a=candidate:") ? candidateIn(line) : null;
    return found === null ? [] : [found];
  });
  const rankOf = ({ type, family }: LinkCandidate) => RANK.indexOf(`${type} ${family}`);
  const description: LinkDescription = {
    kind,
    ufrag: valueOf("ice-ufrag"),
    password: valueOf("ice-pwd"),
    fingerprint: fingerprintIn(valueOf("fingerprint")),
    candidates: candidates.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_CANDIDATES),
  };
  return isSayable(description) ? description : null;
}

/** The SDP that the other's browser would have sent, as far as it matters. */
export function sdpOf({ kind, ufrag, password, fingerprint, candidates }: LinkDescription): string {
  const hex = Array.from(fingerprint, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=mid:0",
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${hex}`,
    `a=setup:${SETUP[kind]}`,
    "a=sctp-port:5000",
    `a=max-message-size:${MAX_MESSAGE_BYTES}`,
    ...candidates.map(candidateLine),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

const SETUP = { offer: "actpass", answer: "active" } as const;

function fingerprintIn(value: string): Uint8Array {
  const hex = /^sha-256 ((?:[\da-f]{2}:){31}[\da-f]{2})$/i.exec(value)?.[1]?.split(":") ?? [];
  return hex.length === FINGERPRINT_BYTES
    ? Uint8Array.from(hex, (byte) => Number.parseInt(byte, 16))
    : new Uint8Array();
}

/** `candidate:1 1 udp 2113937151 192.168.0.7 59690 typ host …`; null for what is not over UDP, or in no known form. */
function candidateIn(line: string): LinkCandidate | null {
  const found = /^a=candidate:\S+ 1 udp \d+ (\S+) (\d{1,5}) typ (host|srflx|relay)\b/i.exec(line);
  const [, text = "", port = "", type = ""] = found ?? [];
  const at = addressIn(text);
  if (at === null || (type !== "host" && type !== "srflx" && type !== "relay")) return null;
  return { type, ...at, port: Number(port) };
}

function candidateLine({ type, family, address, port }: LinkCandidate, index: number): string {
  const priority = TYPE_PREFERENCE[type] * 2 ** 24 + (MOST_PREFERRED - index) * 2 ** 8 + 255;
  const base = type === "host" ? "" : " raddr 0.0.0.0 rport 0";
  return `a=candidate:${index + 1} 1 udp ${priority} ${addressText({ family, address })} ${port} typ ${type}${base}`;
}

type Address = Pick<LinkCandidate, "family" | "address">;

function addressIn(text: string): Address | null {
  const name = /^([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})\.local$/.exec(text);
  if (name !== null) return { family: "name", address: bytesOfHex(name.slice(1).join("")) };
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    return parts.every((part) => part <= 255) ? { family: "ip4", address: Uint8Array.from(parts) } : null;
  }
  return ip6In(text);
}

function addressText({ family, address }: Address): string {
  if (family === "ip4") return address.join(".");
  const hex = Array.from(address, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (family === "ip6") return (hex.match(/.{4}/g) ?? []).join(":");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}.local`;
}

/** RFC 4291: eight groups, or fewer and one gap. */
function ip6In(text: string): Address | null {
  if (!/^[\da-f:]{2,39}$/i.test(text)) return null;
  const [head = "", tail, ...more] = text.split("::");
  const groupsOf = (part: string | undefined) => (part === undefined || part === "" ? [] : part.split(":"));
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const missing = 8 - before.length - after.length;
  const isWhole = more.length === 0 && (tail === undefined ? missing === 0 : missing > 0);
  const groups = [...before, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...after];
  if (!isWhole || !groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return { family: "ip6", address: bytesOfHex(groups.map((group) => group.padStart(4, "0")).join("")) };
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: ADDRESS_BYTES.ip6 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
