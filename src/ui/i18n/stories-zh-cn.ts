import type { storiesEn } from "./stories-en.ts";

/** What each kind of listing calls its own turns, in Simplified Chinese. */
export const storiesZhCn: Readonly<Record<keyof typeof storiesEn, string>> = {
  "listing.given": "已送出。",
  "listing.found": "已找到。",
  "listing.ask-for": "我想要",
  "listing.have-it": "我有",
  "deal.wanted": "求换：{title}",
  "loan.days-gone": "想借，但其中有一天已经借出",
};
