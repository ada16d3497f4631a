import * as z from "zod/mini";
import { identityKeyField } from "../ids.ts";

/** The old identity's word: "from now on I am that one." Counts once the other says `identity.take`. */
export const IdentityPass = z.strictObject({ to: identityKeyField });
export type IdentityPass = z.infer<typeof IdentityPass>;

/** The new identity's word: "I was that one." Counts by the old one's word or by that of those who vouched for it most. */
export const IdentityTake = z.strictObject({ from: identityKeyField });
export type IdentityTake = z.infer<typeof IdentityTake>;

/** The word of somebody who knows the person: "both are the same one." */
export const IdentityAttest = z.strictObject({ from: identityKeyField, to: identityKeyField });
export type IdentityAttest = z.infer<typeof IdentityAttest>;
