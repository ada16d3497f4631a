import * as z from "zod/mini";
import { MAX_PHOTOS, MAX_STORY, MAX_TITLE } from "../domain/limits.ts";

/** Where the service worker keeps what another app shared, until a draft has it. Nothing else is in this cache. */
export const INTAKE_CACHE = "shoal-intake";

/** Bytes of one picture, as many as the composer takes from a camera. */
const MAX_PICTURE_BYTES = 40 * 1024 * 1024;
/** Bytes of a whole share, told before it is read: a few photos of a good camera. What is read is held in memory at once. */
const MAX_SHARE_BYTES = 120 * 1024 * 1024;
/** Characters of a field that are looked at; more than a draft holds is cut off. */
const MAX_FIELD = 4000;

/** How a share went, as it stands in the address of the screen that tells it. */
export type Kept = "kept" | "nothing" | "too-large" | "full" | "no-room";

/** What was shared and is in no listing yet. */
export interface Intake {
  readonly title: string;
  readonly story: string;
  readonly pictures: readonly { readonly key: string; readonly picture: Blob }[];
}

const Words = z.object({
  title: z.string().check(z.maxLength(MAX_TITLE)),
  story: z.string().check(z.maxLength(MAX_STORY)),
});

/** Keeps a shared form: pictures as far as there is room for as many as one listing has, and the first words. Called by the service worker. */
export async function keepShared(cache: Cache, request: Request, scope: string): Promise<Kept> {
  const size = Number(request.headers.get("content-length") ?? 0);
  if (size > MAX_SHARE_BYTES) return "too-large";
  try {
    const form = await request.formData();
    const pictures = form.getAll("photo").filter((part) => part instanceof File && part.type.startsWith("image/"));
    const fitting = pictures.filter((part): part is File => part instanceof File && part.size <= MAX_PICTURE_BYTES);
    const room = MAX_PHOTOS - (await pictureKeys(cache)).length;
    const words = wordsIn(form);
    if (pictures.length > 0 && fitting.length === 0) return "too-large";
    if (fitting.length > Math.max(0, room)) return "no-room";
    if (fitting.length === 0 && words === null) return "nothing";
    const now = Date.now();
    for (const [i, picture] of fitting.entries()) {
      const key = new URL(`intake/${now}-${i}`, scope).href;
      await cache.put(key, new Response(picture, { headers: { "content-type": picture.type } }));
    }
    if (words !== null) await cache.put(new URL("intake/words", scope).href, Response.json(words));
    return fitting.length < pictures.length ? "too-large" : "kept";
  } catch (cause) {
    // A form that is none, or a full disk. What was put before that is kept, and found on the screen.
    console.error(cause);
    return cause instanceof DOMException && cause.name === "QuotaExceededError" ? "full" : "nothing";
  }
}

/** What waits; null where nothing does. */
export async function readIntake(cache: Cache): Promise<Intake | null> {
  const keys = await pictureKeys(cache);
  const pictures: { readonly key: string; readonly picture: Blob }[] = [];
  for (const key of keys.slice(0, MAX_PHOTOS)) {
    const kept = await cache.match(key);
    if (kept !== undefined) pictures.push({ key, picture: await kept.blob() });
  }
  const words = await readWords(cache);
  if (pictures.length === 0 && words === null) return null;
  return { title: words?.title ?? "", story: words?.story ?? "", pictures };
}

/** Whether anything waits, without reading it. */
export async function hasIntake(cache: Cache): Promise<boolean> {
  return (await cache.keys()).length > 0;
}

/** A draft has it now, or nobody wants it. */
export async function dropPicture(cache: Cache, key: string): Promise<void> {
  await cache.delete(key);
}

export async function dropWords(cache: Cache): Promise<void> {
  for (const { url } of await cache.keys()) if (url.endsWith("/intake/words")) await cache.delete(url);
}

export function openIntake(): Promise<Cache> {
  return caches.open(INTAKE_CACHE);
}

async function pictureKeys(cache: Cache): Promise<readonly string[]> {
  const urls = (await cache.keys()).map(({ url }) => url);
  return urls.filter((url) => !url.endsWith("/intake/words")).toSorted();
}

async function readWords(cache: Cache): Promise<z.infer<typeof Words> | null> {
  const key = (await cache.keys()).find(({ url }) => url.endsWith("/intake/words"));
  const kept = key === undefined ? undefined : await cache.match(key);
  if (kept === undefined) return null;
  try {
    return z.parse(Words, await kept.json());
  } catch (cause) {
    console.warn("shoal: shared words cannot be read", cause);
    return null;
  }
}

/** A title and a story from whatever fields the other app filled; null where all are empty. */
function wordsIn(form: FormData): z.infer<typeof Words> | null {
  const [title, text, url] = ["title", "text", "url"].map((name) => {
    const field = form.get(name);
    return typeof field === "string" ? field.slice(0, MAX_FIELD).trim() : "";
  });
  const story = [text, url].filter((part) => part !== "").join("\n");
  if (title === "" && story === "") return null;
  return { title: (title ?? "").slice(0, MAX_TITLE), story: story.slice(0, MAX_STORY) };
}
