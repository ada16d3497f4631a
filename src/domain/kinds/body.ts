import * as z from "zod/mini";
import { err, ok, type Result } from "../../lib/result.ts";
import { decodeCanonical, encodeCanonical, type EncodingError } from "../encoding.ts";
import { MAX_BODY_BYTES } from "../limits.ts";
import { type BodyOf, isKnownKind, type KnownBody, type RecordKind, schemaByKind } from "./registry.ts";

export type BodyError = EncodingError | { readonly kind: "body-invalid"; readonly why: string };

/** The bytes of a body. Fails where the body breaks its own schema: what we would refuse from others we never write. */
export function encodeBody<K extends RecordKind>(kind: K, body: BodyOf<K>): Result<Uint8Array<ArrayBuffer>, BodyError> {
  // TypeScript cannot follow K through the map; `safeEncode` checks the value against the very schema that K names.
  const encoded = z.safeEncode(schemaByKind[kind], body);
  if (!encoded.success) return err({ kind: "body-invalid", why: whyOf(encoded.error) });
  const bytes = encodeCanonical(encoded.data);
  return bytes.length <= MAX_BODY_BYTES ? ok(bytes) : err({ kind: "body-invalid", why: "too large" });
}

/** Reads a body by its kind's schema; null for a kind of a later version, which is let in unread. */
export function parseBody(kind: string, bytes: Uint8Array): Result<KnownBody | null, BodyError> {
  const decoded = decodeCanonical(bytes, MAX_BODY_BYTES);
  if (!decoded.ok) return decoded;
  if (!isKnownKind(kind)) return ok(null);
  const parsed = z.safeParse(schemaByKind[kind], decoded.value);
  if (!parsed.success) return err({ kind: "body-invalid", why: whyOf(parsed.error) });
  // The pair is built from one key of one map, which is what KnownBody says.
  return ok({ kind, body: parsed.data } as KnownBody);
}

function whyOf(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? "invalid" : `${issue.path.join(".")}: ${issue.code}`;
}
