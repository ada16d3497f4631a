import type { LinkDescription } from "../../src/sync/pairing/description.ts";

/** What Chromium 143 says of a data channel, with addresses that it hides, and one of each kind that it may tell. */
export const CHROMIUM_OFFER = [
  "v=0",
  "o=- 8602339323824872347 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=extmap-allow-mixed",
  "a=msid-semantic: WMS",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=candidate:3170276636 1 udp 2113937151 84b5a8c2-4921-4400-957f-72fd7fdbb108.local 59690 typ host generation 0 network-cost 999",
  "a=candidate:1 1 udp 2113942271 2001:db8::7:1 50823 typ host generation 0 network-cost 999",
  "a=candidate:2 1 tcp 1518280447 192.168.43.7 9 typ host tcptype active generation 0",
  "a=candidate:3 1 udp 1677729535 203.0.113.9 41000 typ srflx raddr 192.168.43.7 rport 50823 generation 0",
  "a=candidate:4 1 udp 2113937151 192.168.43.7 50824 typ host generation 0",
  "a=ice-ufrag:73Gs",
  "a=ice-pwd:dNMD269hD33jSYOpsl9/iowd",
  "a=ice-options:trickle",
  "a=fingerprint:sha-256 44:77:06:D9:4B:71:B6:15:4D:3C:81:7F:72:84:56:17:F7:88:26:0B:A5:28:82:C9:C1:72:B1:52:A5:90:7A:24",
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
  "",
].join("\r\n");

export const sampleOffer: LinkDescription = {
  kind: "offer",
  ufrag: "73Gs",
  password: "dNMD269hD33jSYOpsl9/iowd",
  fingerprint: Uint8Array.from({ length: 32 }, (_, i) => 7 * i),
  candidates: [
    { type: "host", family: "name", address: new Uint8Array(16).fill(9), port: 59_690 },
    { type: "host", family: "ip4", address: Uint8Array.of(192, 168, 43, 7), port: 50_824 },
    { type: "relay", family: "ip6", address: new Uint8Array(16).fill(1), port: 1 },
  ],
};

export const sampleAnswer: LinkDescription = {
  kind: "answer",
  ufrag: "0123456789abcdef0123456789ABCDEF",
  password: "p".repeat(64),
  fingerprint: new Uint8Array(32).fill(255),
  candidates: [],
};
