import type { paneEn } from "./pane-en.ts";

/** The same in Simplified Chinese. */
export const paneZhCn: Readonly<Record<keyof typeof paneEn, string>> = {
  "pane.listing": "打开的闲置",
  "pane.deal": "打开的交换",
  "pane.member": "打开的名片",
  "pane.nothing": "这里什么也没有",
  "keys.title": "键盘快捷键",
  "keys.hint": "在池塘里先按 G 再按 D，到“交换”。输入文字时不触发。",
  "keys.switch": "使用单键快捷键",
  "keys.show": "查看快捷键",
  "keys.next": "列表里的下一个",
  "keys.before": "上一个",
  "keys.close": "关闭列表旁的内容",
};
