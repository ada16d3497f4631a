import type { newcomerEn } from "./newcomer-en.ts";

/** The same in Simplified Chinese. */
export const newcomerZhCn: Readonly<Record<keyof typeof newcomerEn, string>> = {
  "grid.choices": "排序与筛选",
  "grid.invite": "邀请别人",
  "join.what-it-is": "池塘是熟人之间交换闲置的地方。不用注册，写一个大家认得你的名字就行。",
  "invite.no-internet": "没有网络？两部手机在一起，互相出示一个码就能相连。",
  "offer.only-words": "你拿什么来换？",
  "counter.only-words": "请 {name} 拿什么来换？",
  "deal.waits-for": "{name} 可以接受、谢绝，或提出其他条件。在那之前双方都没有约定；答复会出现在动态里。",
  "stake.why": "万一出了差错，你会有多在意。“滴”用来衡量信任，一滴就是很少。",
  "stake.only-little": "其实只是一点点？在上面选它就行：这点风险你可以冒。",
};
