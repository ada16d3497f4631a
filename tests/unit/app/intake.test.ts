import { describe, expect, test } from "vitest";
import { dropPicture, dropWords, hasIntake, keepShared, readIntake } from "../../../src/app/intake.ts";
import { MAX_PHOTOS, MAX_STORY, MAX_TITLE } from "../../../src/app/limits.ts";

const SCOPE = "https://pond.example/clubs/";

/** What of the browser's Cache the intake uses; a full one refuses to put. */
function createCache(): Cache & { isFull: boolean } {
  const held = new Map<string, Response>();
  const url = (key: RequestInfo | URL) => (key instanceof Request ? key.url : String(key));
  const cache = {
    isFull: false,
    put: async (key: RequestInfo | URL, answer: Response) => {
      if (cache.isFull) throw new DOMException("no room", "QuotaExceededError");
      held.set(url(key), answer);
    },
    match: async (key: RequestInfo | URL) => held.get(url(key))?.clone(),
    keys: async () => [...held.keys()].map((key) => new Request(key)),
    delete: async (key: RequestInfo | URL) => held.delete(url(key)),
  };
  return cache as unknown as Cache & { isFull: boolean }; // the rest of a Cache nobody here calls
}

function shared(fields: Readonly<Record<string, string>>, files: readonly File[] = []): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append("photo", file);
  return new Request(`${SCOPE}share`, { method: "POST", body: form });
}

const photo = (name: string, type = "image/jpeg", bytes = 10) => new File([new Uint8Array(bytes)], name, { type });

describe("what another app shares", () => {
  test("waits in the order in which it came, until each is dropped", async () => {
    const cache = createCache();
    expect(await hasIntake(cache)).toBe(false);
    const request = shared({ title: " Tent ", text: "for two", url: "https://a.example" }, [photo("a"), photo("b")]);
    expect(await keepShared(cache, request, SCOPE)).toBe("kept");
    const waiting = await readIntake(cache);
    expect(waiting).toMatchObject({ title: "Tent", story: "for two\nhttps://a.example" });
    expect(waiting?.pictures.map(({ picture }) => picture.type)).toEqual(["image/jpeg", "image/jpeg"]);
    await dropWords(cache);
    for (const { key } of waiting?.pictures ?? []) await dropPicture(cache, key);
    expect([await hasIntake(cache), await readIntake(cache)]).toEqual([false, null]);
  });

  test("what is no picture is not kept, nor a form without anything, nor what is no form", async () => {
    const cache = createCache();
    expect(await keepShared(cache, shared({}, [photo("a.pdf", "application/pdf")]), SCOPE)).toBe("nothing");
    expect(await keepShared(cache, shared({ title: "  ", photo: "a text" }), SCOPE)).toBe("nothing");
    const noise = new Request(`${SCOPE}share`, { method: "POST", body: "noise" });
    expect(await keepShared(cache, noise, SCOPE)).toBe("nothing");
    expect(await hasIntake(cache)).toBe(false);
  });

  test("a picture over 40 MB is said to be too large, and those beside it are kept", async () => {
    const cache = createCache();
    const huge = photo("huge", "image/png", 40 * 1024 * 1024 + 1);
    expect(await keepShared(cache, shared({}, [huge]), SCOPE)).toBe("too-large");
    expect(await hasIntake(cache)).toBe(false);
    expect(await keepShared(cache, shared({}, [huge, photo("small")]), SCOPE)).toBe("too-large");
    expect((await readIntake(cache))?.pictures).toHaveLength(1);
  });

  test("a share that says it is over 120 MB is not read at all", async () => {
    const request = new Request(`${SCOPE}share`, { method: "POST", headers: { "content-length": String(2 ** 30) } });
    expect(await keepShared(createCache(), request, SCOPE)).toBe("too-large");
  });

  test("no more waits than one listing can hold; what waits already stays", async () => {
    const cache = createCache();
    const many = Array.from({ length: MAX_PHOTOS }, (_, i) => photo(String(i)));
    expect(await keepShared(cache, shared({}, [...many, photo("one more")]), SCOPE)).toBe("no-room");
    expect(await keepShared(cache, shared({}, many), SCOPE)).toBe("kept");
    expect(await keepShared(cache, shared({}, [photo("one more")]), SCOPE)).toBe("no-room");
    expect((await readIntake(cache))?.pictures).toHaveLength(MAX_PHOTOS);
  });

  test("words are cut to what a draft holds, and words that were kept by somebody else are none", async () => {
    const cache = createCache();
    await keepShared(cache, shared({ title: "t".repeat(10_000), text: "s".repeat(10_000) }), SCOPE);
    const waiting = await readIntake(cache);
    expect([waiting?.title.length, waiting?.story.length]).toEqual([MAX_TITLE, MAX_STORY]);
    for (const foreign of [
      "no json",
      JSON.stringify({ title: 1 }),
      JSON.stringify({ title: "", story: "s".repeat(1e6) }),
    ]) {
      await cache.put(`${SCOPE}intake/words`, new Response(foreign));
      expect(await readIntake(cache)).toBeNull();
    }
  });

  test("on a full device it says so", async () => {
    const cache = createCache();
    cache.isFull = true;
    expect(await keepShared(cache, shared({}, [photo("a")]), SCOPE)).toBe("full");
  });
});
