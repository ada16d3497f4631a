import * as z from "zod/mini";
import { boxKeyField, feedKeyField, identityKeyField, inviteKeyField, signatureField, timeField } from "../ids.ts";

/** P2: the inviter's signed word that whoever holds `key` may join until `until`. */
export const InviteCertificate = z.strictObject({
  inviter: feedKeyField,
  key: inviteKeyField,
  until: timeField,
  signature: signatureField,
});
export type InviteCertificate = z.infer<typeof InviteCertificate>;

/** K3: first record of every feed but the founder's: the identity's word that this feed is its own, and why it may join. */
export const FeedOpen = z.strictObject({
  identity: identityKeyField,
  box: boxKeyField,
  word: signatureField,
  /** Null for a further feed of somebody who is a member already. */
  invite: z.nullable(
    z.strictObject({
      certificate: InviteCertificate,
      /** The newcomer's identity, signed by the invite key. */
      word: signatureField,
    }),
  ),
});
export type FeedOpen = z.infer<typeof FeedOpen>;
