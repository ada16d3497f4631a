import * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url } from "../../lib/bytes.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import { bytesField, feedKeyField, inviteKeyField, KEY_BYTES, pondIdField, signatureField, timeField } from "../ids.ts";
import { textField } from "../kinds/text-field.ts";
import { MAX_NAME, MAX_POND_NAME } from "../limits.ts";

/** Bytes of the pond's secret, from which the names and keys of its rooms come (P1). */
export const POND_SECRET_BYTES = 32;
/** Characters of a payload: all of it has to fit into a code that a phone can read from another's screen. */
const MAX_PAYLOAD = 1200;
const MAX_RELAYS = 3;
const MAX_RELAY_URL = 120;
const ROUTE = "#/join/";

export const relayUrlField = textField(1, MAX_RELAY_URL).check(z.regex(/^((nostr|torrent)\+)?wss?:\/\/[^\s]+$/));

const InviteWire = z.tuple([
  z.literal(1),
  pondIdField,
  bytesField(POND_SECRET_BYTES, POND_SECRET_BYTES),
  /** Seed of the invite key: whoever has it may join. */
  bytesField(KEY_BYTES, KEY_BYTES),
  feedKeyField,
  inviteKeyField,
  timeField,
  signatureField,
  textField(1, MAX_POND_NAME),
  textField(0, MAX_NAME),
  z.array(relayUrlField).check(z.maxLength(MAX_RELAYS)),
]);

/** P1, P2: all that a newcomer needs, to start writing before meeting anyone. Travels behind `#`, so never to a server. */
export interface Invite {
  readonly pond: z.infer<typeof pondIdField>;
  readonly secret: Uint8Array;
  readonly seed: Uint8Array;
  readonly certificate: {
    readonly inviter: z.infer<typeof feedKeyField>;
    readonly key: z.infer<typeof inviteKeyField>;
    readonly until: z.infer<typeof timeField>;
    readonly signature: Uint8Array;
  };
  /** Said by whoever made the link; the true name comes with the genesis record. */
  readonly pondName: string;
  readonly inviterName: string;
  readonly relays: readonly string[];
}

/** The payload behind `#/join/`. */
function encodeInvite(invite: Invite): string {
  const { certificate } = invite;
  const wire = z.encode(InviteWire, [
    1,
    invite.pond,
    invite.secret,
    invite.seed,
    certificate.inviter,
    certificate.key,
    certificate.until,
    certificate.signature,
    invite.pondName,
    invite.inviterName,
    [...invite.relays].slice(0, MAX_RELAYS),
  ]);
  return bytesToBase64Url(encodeCanonical(wire));
}

export function inviteLink(appUrl: string, invite: Invite): string {
  return `${appUrl}${ROUTE}${encodeInvite(invite)}`;
}

/** Reads a link or a bare payload, from wherever a person pasted or scanned it. Null where it is no invite. */
export function parseInvite(text: string): Invite | null {
  const at = text.indexOf(ROUTE);
  const payload = (at < 0 ? text : text.slice(at + ROUTE.length)).trim();
  if (payload.length > MAX_PAYLOAD) return null;
  const bytes = base64UrlToBytes(payload);
  const decoded = bytes === null ? null : decodeCanonical(bytes, MAX_PAYLOAD);
  if (decoded === null || !decoded.ok) return null;
  const parsed = z.safeParse(InviteWire, decoded.value);
  if (!parsed.success) return null;
  const [, pond, secret, seed, inviter, key, until, signature, pondName, inviterName, relays] = parsed.data;
  return { pond, secret, seed, certificate: { inviter, key, until, signature }, pondName, inviterName, relays };
}
