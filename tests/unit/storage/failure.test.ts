import { Dexie } from "dexie";
import { expect, test } from "vitest";
import { commitErrorOf, storageFailureOf } from "../../../src/storage/failure.ts";

const full = new DOMException("no room", "QuotaExceededError");

test("[S3] a full disk is recognised however deep it is wrapped", () => {
  const aborted = new Dexie.AbortError("aborted", full);
  const bulk = new Dexie.BulkError("bulk", [aborted]);
  const worn = Object.assign(new Error("outer"), { cause: bulk });
  for (const cause of [full, aborted, bulk, worn]) expect(storageFailureOf(cause)).toEqual({ kind: "quota" });
});

test("[S3] every way in which storage can be out of reach has a name that can be explained", () => {
  const named = (name: string) => storageFailureOf(new DOMException("", name));
  expect(named("VersionError")).toEqual({ kind: "unavailable", why: "newer-version" });
  expect(named("SecurityError")).toEqual({ kind: "unavailable", why: "missing" });
  expect(storageFailureOf(new Dexie.MissingAPIError("none"))).toEqual({ kind: "unavailable", why: "missing" });
  const closed = new Dexie.DatabaseClosedError(new DOMException("", "VersionError"));
  expect(storageFailureOf(closed)).toEqual({ kind: "unavailable", why: "newer-version" });
  expect(storageFailureOf(new Dexie.DatabaseClosedError("closed"))).toEqual({ kind: "unavailable", why: "closed" });
});

test("[S3] a failure is still recognised after its way from the worker, where only names survive", () => {
  const { name, message } = new Dexie.QuotaExceededError("full");
  expect(storageFailureOf(Object.assign(new Error(message), { name }))).toEqual({ kind: "quota" });
});

test("[S3] a bug is not a storage failure: it is thrown on", () => {
  for (const bug of [new TypeError("x is undefined"), new Dexie.DataError("bad key"), "text", null, undefined]) {
    expect(storageFailureOf(bug)).toBeNull();
    expect(() => commitErrorOf(bug)).toThrow();
  }
  const circle: { name: string; inner?: unknown } = { name: "Odd" };
  circle.inner = circle;
  expect(storageFailureOf(circle)).toBeNull();
});
