import type { Settings } from "./api.ts";

/** How a device is before its person has set anything. */
export function defaultSettings(language: Settings["language"]): Settings {
  return { language, theme: "system", keepsAll: false, notify: false };
}
