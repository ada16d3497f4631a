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

/** What Firefox 153 says of one, with addresses that it hides: other letters, another order, longer names. */
export const FIREFOX_ANSWER = [
  "v=0",
  "o=mozilla...THIS_IS_SDPARTA-99.0 320071552042375316 0 IN IP4 0.0.0.0",
  "s=-",
  "t=0 0",
  "a=sendrecv",
  "a=fingerprint:sha-256 9B:84:FC:9C:06:BF:72:96:A2:C7:E8:90:AD:21:45:9F:D4:C3:3F:C0:F1:E2:A3:86:95:32:74:E9:F9:34:17:E2",
  "a=group:BUNDLE 0",
  "a=ice-options:trickle",
  "a=msid-semantic:WMS *",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=candidate:0 1 UDP 2122187007 c925bee1-236f-4cb5-a05d-98aadf2cc055.local 40402 typ host",
  "a=candidate:1 1 UDP 2122252543 ec862c7b-df5c-485f-9035-7a0d8df9cebb.local 52891 typ host",
  "a=candidate:2 1 TCP 2105458943 c925bee1-236f-4cb5-a05d-98aadf2cc055.local 9 typ host tcptype active",
  "a=candidate:3 1 TCP 2105524479 ec862c7b-df5c-485f-9035-7a0d8df9cebb.local 9 typ host tcptype active",
  "a=sendrecv",
  "a=end-of-candidates",
  "a=ice-pwd:24996716a4d71b2700b9e04cee28c568",
  "a=ice-ufrag:2cedc95c",
  "a=mid:0",
  "a=setup:active",
  "a=sctp-port:5000",
  "a=max-message-size:1073741823",
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
