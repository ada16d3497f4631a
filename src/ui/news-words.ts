import type { NewsItem } from "../domain/news/news.ts";
import type { I18n } from "./i18n/i18n.tsx";

/** What a line of news says, in words; what was said or listed stands beside it. */
export function newsWords({ what, name, fits, forMe }: NewsItem, { t }: Pick<I18n, "t">, fallback: string): string {
  const who = { name: name || fallback };
  if (what === "thanks" && !forMe) return t("news.thanks-other", who);
  if (what === "lost") return t("news.lost-deal");
  if (what === "match") return t("news.match", { ...who, fits });
  return t(`news.${what}`, who);
}

/** Where a line of news leads, inside its pond. */
export function newsPath({ what, by, listing, deal }: NewsItem): string {
  if (what === "ring") return "/deals";
  if (what === "rules") return "/about";
  if (deal !== null) return `/deal/${deal}`;
  return listing === null ? `/member/${by}` : `/listing/${listing}`;
}
