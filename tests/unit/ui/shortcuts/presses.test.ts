import { describe, expect, test } from "vitest";
import { en } from "../../../../src/ui/i18n/en.ts";
import { createPresses, type Press, SEQUENCE_MS, SHORTCUTS } from "../../../../src/ui/shortcuts/presses.ts";

const plain = (key: string, code = ""): Press => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
});
const SECOND = 1000;

/** What a row of plain presses asks for, each soon after the other. */
function wishesOf(...keys: readonly string[]) {
  const read = createPresses();
  return keys.map((key, i) => read(plain(key), false, i * 100));
}

describe("single keys", () => {
  test("each listed shortcut does what it says, and no two are the same keys", () => {
    for (const { keys, wish, label } of SHORTCUTS) {
      const expected = keys.map((_, i) => (i === keys.length - 1 ? wish : null));
      expect(wishesOf(...keys), en[label]).toEqual(expected);
    }
    expect(new Set(SHORTCUTS.map(({ keys }) => keys.join(" "))).size).toBe(SHORTCUTS.length);
    // A key that does something at once could never begin a sequence.
    for (const { keys } of SHORTCUTS.filter((shortcut) => shortcut.keys.length > 1)) {
      expect(wishesOf(keys[0] ?? "")).toEqual([null]);
    }
  });

  test("nothing happens with Ctrl, Alt or Command: those are the browser's", () => {
    const read = createPresses();
    for (const { keys } of SHORTCUTS) {
      for (const modifier of ["ctrlKey", "altKey", "metaKey"] as const) {
        for (const key of keys) expect(read({ ...plain(key), [modifier]: true }, false, 0)).toBeNull();
      }
    }
  });

  test("a key that belongs to a field or an input method does nothing, and ends what was begun", () => {
    const read = createPresses();
    expect(read(plain("n"), true, 0)).toBeNull();
    expect(read(plain("g"), true, 0)).toBeNull();
    expect(read(plain("d"), false, 100)).toBeNull();
    expect(read(plain("g"), false, 200)).toBeNull();
    expect(read(plain("d"), true, 300)).toBeNull();
    expect(read(plain("d"), false, 400)).toBeNull();
    // What input methods call a key that they take for themselves.
    expect(read(plain("Process"), false, 500)).toBeNull();
  });

  test("the second key of two may come as late as is said, and no later", () => {
    const read = createPresses();
    read(plain("g"), false, SECOND);
    expect(read(plain("d"), false, SECOND + SEQUENCE_MS)).toEqual({ go: "/deals" });
    read(plain("g"), false, 5 * SECOND);
    expect(read(plain("d"), false, 5 * SECOND + SEQUENCE_MS + 1)).toBeNull();
  });

  test("two keys that are no shortcut are none, also where the second alone would be one", () => {
    expect(wishesOf("g", "j")).toEqual([null, null]);
    expect(wishesOf("g", "g", "d")).toEqual([null, null, null]);
    // And the next press begins anew.
    expect(wishesOf("g", "j", "j")).toEqual([null, null, { does: "next" }]);
  });

  test("Shift is what makes a question mark on many keyboards, and makes another key of a letter", () => {
    expect(wishesOf("Shift", "?")).toEqual([null, { does: "help" }]);
    expect(wishesOf("g", "Shift", "p")).toEqual([null, null, { go: "/people" }]);
    expect(wishesOf("N")).toEqual([null]);
  });

  test("on a board of another script a letter is where it is on a Latin one; on a Latin one it is what it says", () => {
    const read = createPresses();
    expect(read(plain("п", "KeyG"), false, 0)).toBeNull();
    expect(read(plain("в", "KeyD"), false, 100)).toEqual({ go: "/deals" });
    expect(read(plain("ν", "KeyN"), false, 200)).toEqual({ go: "/new" });
    // Shift makes another key of these too.
    expect(read({ ...plain("Т", "KeyN"), shiftKey: true }, false, 300)).toBeNull();
    expect(read({ ...plain("ى", "KeyN"), shiftKey: true }, false, 350)).toBeNull();
    // A French board: what is printed on the key counts.
    expect(read(plain("j", "KeyJ"), false, 400)).toEqual({ does: "next" });
    expect(read(plain("ñ", "KeyN"), false, 500)).toBeNull();
  });
});
