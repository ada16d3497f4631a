import type { Condition, ListingKind, Returns } from "../../domain/kinds/listing.ts";
import type { SceneName } from "./scenes.ts";

/** What is in the sample. All of it is made up; the same on every device, whatever its language: a campus speaks several. */

export const POND = {
  name: "Willow Campus · 柳园",
  place: "Between the library and the canteen · 图书馆与食堂之间",
  rules: "Be on time, say what is broken. 准时，有瑕疵先说清楚。",
} as const;

export type MemberName = "ana" | "mei" | "li" | "xiaoyu" | "tom" | "noor" | "zoe" | "me";

interface SampleMember {
  readonly name: Exclude<MemberName, "me">;
  readonly said: string;
  readonly invitedBy: Exclude<MemberName, "me"> | null;
}

/** In the order in which they came. Whoever looks around comes later, through Mei. */
export const MEMBERS: readonly SampleMember[] = [
  { name: "ana", said: "Ana", invitedBy: null },
  { name: "mei", said: "Mei 梅", invitedBy: "ana" },
  { name: "li", said: "李航", invitedBy: "mei" },
  { name: "xiaoyu", said: "王小雨", invitedBy: "li" },
  { name: "tom", said: "Tom", invitedBy: "ana" },
  { name: "noor", said: "Noor", invitedBy: "tom" },
  { name: "zoe", said: "Zoe", invitedBy: "noor" },
];

export interface SampleListing {
  readonly id: string;
  readonly by: MemberName;
  readonly daysAgo: number;
  readonly kind: ListingKind;
  readonly title: string;
  readonly story: string;
  readonly condition: Condition | null;
  readonly wants: string;
  readonly returns: Returns;
  readonly tags: readonly string[];
  readonly place: string;
  readonly picture: SceneName | null;
}

type About = Partial<Pick<SampleListing, "condition" | "wants" | "returns" | "tags" | "place">>;

function listing(
  [id, by, daysAgo, kind]: readonly [string, MemberName, number, ListingKind],
  picture: SceneName | null,
  title: string,
  story: string,
  { condition = null, wants = "", returns = "swap", tags = [], place = "" }: About,
): SampleListing {
  return { id, by, daysAgo, kind, title, story, condition, wants, returns, tags, place, picture };
}

const LIBRARY = "Library side · 图书馆";
const CANTEEN = "Canteen · 食堂";
const EAST = "East gate · 东门";

/** The ids are names for the story; nobody sees them. */
export const LISTINGS: readonly SampleListing[] = [
  listing(["umbrella", "mei", 20, "thing"], null, "Umbrella, dark blue", "Large enough for two.", {
    condition: "good",
    wants: "books",
    place: CANTEEN,
  }),
  listing(["stool", "li", 22, "thing"], null, "折叠凳", "两把，结实。", { condition: "good", wants: "台灯" }),
  listing(["scarf", "xiaoyu", 18, "thing"], null, "羊毛围巾", "手织，灰色。", {
    condition: "like-new",
    wants: "一本小说",
  }),
  listing(["toolbox", "tom", 21, "lend"], null, "Toolbox", "Everything for a flat-pack shelf.", { wants: "a coffee" }),
  listing(["clock", "ana", 19, "thing"], null, "Alarm clock", "Loud.", { condition: "good", wants: "tea" }),
  listing(["pot", "noor", 16, "thing"], null, "Soup pot, 5 litres", "Steel, with its lid.", {
    condition: "good",
    wants: "help with a bike",
  }),
  listing(
    ["cooker", "mei", 13, "thing"],
    "cooker",
    "Rice cooker, 3 litres",
    "Two years old, cooks rice and porridge. I am moving in with somebody who has one. The cup and the spoon are with it.",
    { condition: "good", wants: "a desk lamp, or help with moving", tags: ["kitchen", "厨房"], place: CANTEEN },
  ),
  listing(["lamp", "li", 12, "thing"], "lamp", "护眼台灯", "三档亮度，用了一年，灯臂可以弯。毕业搬家带不走。", {
    condition: "good",
    wants: "电饭煲，或者一顿饭",
    tags: ["宿舍", "desk"],
    place: LIBRARY,
  }),
  listing(
    ["bike", "tom", 11, "thing"],
    "bike",
    "City bike, 7 gears",
    "Rides well; the rear light needs a new battery. Lock and two keys are with it. Best tried out before you decide.",
    { condition: "fair", wants: "a monitor, or a good tent", tags: ["bike", "自行车"], place: EAST },
  ),
  listing(
    ["books", "xiaoyu", 10.5, "thing"],
    "books",
    "考研数学全套（含笔记）",
    "五本，边上有我的笔记和易错题。希望给明年要考的同学。",
    { condition: "fair", wants: "英文小说", tags: ["书", "考研"], place: LIBRARY },
  ),
  listing(
    ["plant", "noor", 10, "gift"],
    "plant",
    "Monstera in a clay pot",
    "It has outgrown my window. It likes light and a drink once a week. Whoever draws the lot takes it home.",
    { returns: "nothing", tags: ["plants", "植物"], place: EAST },
  ),
  listing(
    ["guitar", "ana", 9.6, "thing"],
    "guitar",
    "Guitar with new strings",
    "A good first guitar. There is a scratch on the back that nobody hears. I will show you three chords.",
    { condition: "good", wants: "a keyboard, or language lessons", tags: ["music", "音乐"], place: LIBRARY },
  ),
  listing(
    ["dumplings", "mei", 9.2, "service"],
    "dumplings",
    "包饺子课：两小时学会",
    "三鲜馅和素馅都教，自己包的自己吃。一次最多四个人，在六号楼公共厨房。",
    { wants: "语言交换、修电脑都行", returns: "anything", tags: ["做饭", "cooking"], place: CANTEEN },
  ),
  listing(
    ["fan", "me", 8, "thing"],
    "fan",
    "Desk fan, quiet",
    "Yours, in this sample: look at Deals for who would like it.",
    { condition: "good", wants: "something green for the window", tags: ["dorm"], place: LIBRARY },
  ),
  listing(
    ["tutoring", "li", 7.5, "service"],
    "notebook",
    "高数答疑，一小时",
    "极限、积分、级数，从你不会的那一题开始讲。中英文都可以。",
    { wants: "帮我改英文简历", tags: ["学习", "maths"], place: LIBRARY },
  ),
  listing(
    ["tent", "tom", 7, "lend"],
    "tent",
    "Tent for two, to borrow",
    "Light, dry and quick to put up. Please bring it back aired. Weekends go fast: ask early.",
    { condition: "good", wants: "a story from where you were", returns: "anything", tags: ["outdoors"], place: EAST },
  ),
  listing(
    ["chess", "noor", 6.5, "thing"],
    "chess",
    "Wooden chess set",
    "All 32 are here, one knight has lost an ear. I also play, badly.",
    { condition: "good", wants: "a board game for four", tags: ["games", "桌游"], place: CANTEEN },
  ),
  listing(
    ["room", "ana", 6, "space"],
    "room",
    "Quiet room for Tuesday evenings",
    "The society's room is free on Tuesdays from six: a table, eight chairs, a window to the willows.",
    { returns: "anything", wants: "leave it tidier than it was", tags: ["space", "场地"], place: LIBRARY },
  ),
  listing(
    ["sewing", "xiaoyu", 5.4, "lend"],
    "sewing",
    "缝纫机，可以借三天",
    "会用的直接拿走，不会用的我教十分钟。线请自备。",
    { condition: "good", wants: "帮我浇花", returns: "anything", tags: ["手工", "sewing"], place: EAST },
  ),
  listing(
    ["monitor", "zoe", 5, "thing"],
    "monitor",
    "24-inch monitor",
    "No dead pixels, cable included. My first swap here, so let us meet in the library.",
    { condition: "like-new", wants: "a bike", tags: ["computer", "显示器"], place: LIBRARY },
  ),
  listing(
    ["jacket", "mei", 4.4, "thing"],
    "jacket",
    "Rain jacket, size M",
    "Worn on one trip. Really keeps the rain out.",
    { condition: "like-new", wants: "walking shoes, 38", tags: ["clothes", "衣服"], place: CANTEEN },
  ),
  listing(["skateboard", "tom", 3.8, "thing"], "skateboard", "Skateboard, new wheels", "I have a knee now.", {
    condition: "good",
    wants: "cash in hand is fine, or headphones",
    returns: "cash",
    tags: ["sport"],
    place: EAST,
  }),
  listing(
    ["brush", "xiaoyu", 3.2, "time"],
    "calligraphy",
    "周三下午教毛笔字",
    "每周三下午有两小时空。从握笔开始，纸和墨我来准备。",
    { wants: "教我骑自行车", tags: ["书法", "calligraphy"], place: LIBRARY },
  ),
  listing(["kettle", "li", 2.6, "gift"], "kettle", "电热水壶，免费送", "能用，有点水垢，白醋煮一下就好。", {
    condition: "fair",
    returns: "nothing",
    tags: ["宿舍"],
    place: CANTEEN,
  }),
  listing(
    ["wish-desk", "zoe", 2.2, "wanted"],
    null,
    "Looking for a small desk",
    "No wider than a metre. I can fetch it and carry it up the stairs myself.",
    { wants: "a monitor arm, or two hours of carrying", tags: ["desk", "furniture"], place: EAST },
  ),
  listing(
    ["tea", "ana", 1.6, "thing"],
    "tea",
    "Tea set for four",
    "A pot and four cups, from my grandmother's second-best cupboard. Nothing chipped.",
    { condition: "good", wants: "a cake, on four plates", tags: ["kitchen", "茶具"], place: LIBRARY },
  ),
  listing(["wish-bike", "xiaoyu", 1.1, "wanted"], null, "想找一辆好骑的自行车", "小个子也能骑的，变速不变速都行。", {
    wants: "可以用毛笔字课或羊毛围巾换",
    tags: ["自行车", "bike"],
    place: LIBRARY,
  }),
  listing(
    ["bread", "noor", 0.6, "gift"],
    "bread",
    "Two loaves of bread, still warm",
    "I always bake too much. Come by before eight.",
    { returns: "nothing", tags: ["food", "面包"], place: CANTEEN },
  ),
];

interface SampleTerms {
  readonly daysAgo: number;
  /** Who offers, and to whom. */
  readonly by: MemberName;
  readonly owner: MemberName;
  readonly listing: string;
  readonly gives: readonly string[];
}

export interface SampleSwap extends SampleTerms {
  readonly makerSays: string;
  readonly ownerSays: string;
  /** A public word afterwards; "" for none. */
  readonly thanks: string;
}

function swap(
  [daysAgo, by, owner, listed]: readonly [number, MemberName, MemberName, string],
  gives: string,
  [makerSays, ownerSays, thanks = ""]: readonly [string, string, string?],
): SampleSwap {
  return { daysAgo, by, owner, listing: listed, gives: [gives], makerSays, ownerSays, thanks };
}

/** Finished, with a good word from both. From whoever looks around the way leads over Mei to the others. */
export const SWAPS: readonly SampleSwap[] = [
  swap([21.5, "mei", "li", "stool"], "a desk lamp", ["结实，谢谢！", "准时，灯很好。", "两把凳子每天都在用。"]),
  swap([20, "noor", "tom", "toolbox"], "a coffee", ["Everything was in it.", "Came back clean."]),
  swap([18, "mei", "ana", "clock"], "a tin of oolong", [
    "Loud indeed.",
    "Lovely tea, friendly chat.",
    "I am on time now!",
  ]),
  swap([17, "li", "xiaoyu", "scarf"], "《边城》", ["手工很好。", "书很干净，人也和气。"]),
  swap([15, "tom", "noor", "pot"], "help with a bike", [
    "Good pot, as described.",
    "Fixed my brakes in ten minutes.",
    "Soup for eight, no problem.",
  ]),
  swap([8.5, "me", "mei", "umbrella"], "three novels", ["Just as she said.", "Friendly and on time."]),
];

export interface SampleOffer extends SampleTerms {
  /** A private note with it; "" for none. */
  readonly note: string;
  /** The owner's yes, in words; null where it is still open. */
  readonly answer: string | null;
}

/** One that waits for whoever looks around, and one that is agreed and waits for its handover. */
export const OFFERS: readonly SampleOffer[] = [
  {
    daysAgo: 2.4,
    by: "mei",
    owner: "me",
    listing: "fan",
    gives: ["a spider plant in a pot"],
    note: "It gets so warm in our kitchen. Would the plant do?",
    answer: null,
  },
  {
    daysAgo: 3.5,
    by: "me",
    owner: "li",
    listing: "lamp",
    gives: ["a home-cooked dinner"],
    note: "你好！一顿家常饭换台灯，可以吗？",
    answer: "好呀！周五六点图书馆门口见。",
  },
];

interface SampleComment {
  readonly daysAgo: number;
  readonly by: MemberName;
  readonly listing: string;
  readonly text: string;
  readonly answer: { readonly by: MemberName; readonly text: string } | null;
}

export const COMMENTS: readonly SampleComment[] = [
  {
    daysAgo: 9,
    by: "noor",
    listing: "bike",
    text: "How high is the saddle at its lowest?",
    answer: { by: "tom", text: "About 80 cm. Come and try it." },
  },
  {
    daysAgo: 6.2,
    by: "zoe",
    listing: "dumplings",
    text: "Is it all right if I speak no Chinese yet?",
    answer: { by: "mei", text: "Of course! 饺子 is the first word you learn." },
  },
  {
    daysAgo: 4.8,
    by: "mei",
    listing: "books",
    text: "笔记是手写的吗？",
    answer: { by: "xiaoyu", text: "是的，每章后面都有。" },
  },
  { daysAgo: 1.3, by: "li", listing: "tea", text: "这套茶具真好看。", answer: null },
];

interface SampleLikes {
  readonly daysAgo: number;
  readonly listing: string;
  readonly by: readonly MemberName[];
}

export const LIKES: readonly SampleLikes[] = [
  { daysAgo: 8.2, listing: "dumplings", by: ["ana", "li", "noor", "tom"] },
  { daysAgo: 5.8, listing: "guitar", by: ["xiaoyu", "mei"] },
  { daysAgo: 5.6, listing: "room", by: ["tom", "li", "zoe"] },
  { daysAgo: 1.2, listing: "tea", by: ["mei", "noor"] },
  { daysAgo: 0.4, listing: "bread", by: ["tom", "ana", "zoe"] },
];

export const DRAW = {
  daysAgo: 2,
  daysAhead: 3,
  by: "noor",
  listing: "plant",
  entrants: ["mei", "xiaoyu", "zoe"],
} as const satisfies {
  readonly daysAgo: number;
  readonly daysAhead: number;
  readonly by: MemberName;
  readonly listing: string;
  readonly entrants: readonly MemberName[];
};

export const MARKET = {
  daysAgo: 4,
  daysAhead: 6,
  /** By the clock of whoever looks around. */
  fromHour: 14,
  hours: 3,
  by: "ana",
  title: "Willow market · 柳园集市",
  place: "Courtyard behind the library · 图书馆后院",
  note: "Bring what lies idle and a blanket to put it on. 带上闲置和一块垫布。",
} as const;

interface SampleComer {
  readonly by: MemberName;
  readonly brings: readonly string[];
  readonly wants: string;
}

export const COMERS: readonly SampleComer[] = [
  { by: "mei", brings: ["cooker"], wants: "a desk lamp" },
  { by: "tom", brings: ["bike"], wants: "a monitor" },
  { by: "xiaoyu", brings: ["books"], wants: "自行车" },
];
