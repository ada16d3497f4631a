import * as z from "zod/mini";
import { MAX_NAME } from "../limits.ts";
import { textField } from "./text-field.ts";

/** How a member wants to be called in this pond. The newest one counts. */
export const MemberProfile = z.strictObject({
  name: textField(1, MAX_NAME),
  about: textField(0, 280),
});
export type MemberProfile = z.infer<typeof MemberProfile>;
