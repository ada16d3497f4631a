import type { sampleEn } from "./sample-en.ts";

/** The sample, and hints that come once, in Simplified Chinese. */
export const sampleZhCn: Readonly<Record<keyof typeof sampleEn, string>> = {
  "sample.look": "先看看示例",
  "sample.back": "回到示例",
  "sample.banner": "示例，只在本设备上。",
  "sample.remove": "移除",
  "sample.gone": "示例已移除。",
  "sample.visitor": "访客",
  "sample.outward": "自己的池塘里才有",
  "sample.inside": "示例里的一切都不会离开这台设备：不与任何人相连，也没有邀请。",
  "sample.start": "开一个自己的池塘",
  "hint.read": "知道了",
  "hint.compose": "一张照片、一句话就够了，以后还能改。",
  "hint.deal": "一旦接受，约定就定下来了，双方都不能再改。",
  "hint.member": "真正算数的，是你认识的人说的话。",
};
