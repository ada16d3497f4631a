import { createRoot } from "solid-js";
import { createI18n, type I18n } from "../../src/ui/i18n/i18n.tsx";

/** The messages of one language, outside of any screen. */
export function speak(language: "en" | "zh-CN"): I18n {
  return createRoot(() => createI18n(() => language));
}
