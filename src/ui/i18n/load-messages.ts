import type { Settings } from "../../app/api.ts";
import type { Messages } from "./messages.ts";

type Language = Settings["language"];

/** Each language is a chunk of its own: nobody waits for the words of another one. */
const SOURCES: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCn,
};

const loaded = new Map<Language, Messages>();

/** Loads a language once; rejects where it does not come. The first screen waits for one. */
export async function loadMessages(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await SOURCES[language]());
}

/** Those of that language; null where they are not here yet. */
export function messagesIn(language: Language): Messages | null {
  return loaded.get(language) ?? null;
}

/** For a page that is open and may lose its network: whoever switches then finds the words here. */
export async function loadAllMessages(): Promise<void> {
  await Promise.all(Object.keys(SOURCES).map((language) => loadMessages(language as Language))); // its keys are the languages
}
