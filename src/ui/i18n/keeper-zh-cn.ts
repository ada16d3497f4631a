import type { keeperEn } from "./keeper-en.ts";

/** The same in Simplified Chinese. */
export const keeperZhCn: Readonly<Record<keyof typeof keeperEn, string>> = {
  "keeping.title": "做池塘的记忆",
  "keeping.hint":
    "一台闲置的手机、平板或电脑开着 Shoal，就能帮到大家：主人不在时，来的人也能找到池塘和照片。它对任何人都没有特权。插上电源，一直开着就好。",
  "keeping.switch": "把所有照片留在这里，并保持屏幕常亮",
  "keeping.count": "{pond}：{all} 张照片中有 {here} 张在这里",
};
