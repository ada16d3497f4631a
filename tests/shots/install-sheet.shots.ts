import { mkdirSync, writeFileSync } from "node:fs";
import { join as pathOf } from "node:path";
import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import { root } from "../../scripts/root.mjs";
import {
  acceptAnyway,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openMember,
  person,
  startPond,
  type Thing,
  vouchGood,
} from "../support/people.ts";
import { DESKTOP, PHONE } from "../support/screens.ts";

/** What the pond of the pictures is about, in each language of the app. */
interface Story {
  readonly lang: "en" | "zh-CN";
  readonly pond: string;
  readonly host: string;
  readonly guest: string;
  readonly hosts: readonly Thing[];
  readonly guests: readonly Thing[];
}

const STORIES: readonly Story[] = [
  {
    lang: "en",
    pond: "North Campus",
    host: "Ana",
    guest: "Mei",
    hosts: [
      { title: "Hiking tent for two", wants: "a sleeping bag", photo: { sign: "⛺", hue: 95 } },
      { title: "Guitar", wants: "a skateboard, or lessons", photo: { sign: "🎸", hue: 28 } },
      { title: "Film camera", wants: "a tripod", photo: { sign: "📷", hue: 45 } },
      { title: "Desk plants", wants: "anything green", photo: { sign: "🪴", hue: 150 } },
    ],
    guests: [
      { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 205 } },
      { title: "Bicycle", wants: "a guitar", photo: { sign: "🚲", hue: 260 } },
      { title: "Basketball", wants: "a football", photo: { sign: "🏀", hue: 15 } },
      { title: "Winter boots, 38", wants: "an umbrella", photo: { sign: "🥾", hue: 300 } },
      { title: "Board games", wants: "books", photo: { sign: "🎲", hue: 330 } },
    ],
  },
  {
    lang: "zh-CN",
    pond: "北区校园",
    host: "林安",
    guest: "小梅",
    hosts: [
      { title: "双人露营帐篷", wants: "一个睡袋", photo: { sign: "⛺", hue: 95 } },
      { title: "木吉他", wants: "滑板，或教我弹琴", photo: { sign: "🎸", hue: 28 } },
      { title: "胶片相机", wants: "三脚架", photo: { sign: "📷", hue: 45 } },
      { title: "桌面绿植", wants: "别的绿植", photo: { sign: "🪴", hue: 150 } },
    ],
    guests: [
      { title: "电饭锅", wants: "一盏台灯", photo: { sign: "🍚", hue: 205 } },
      { title: "自行车", wants: "木吉他", photo: { sign: "🚲", hue: 260 } },
      { title: "篮球", wants: "足球", photo: { sign: "🏀", hue: 15 } },
      { title: "冬靴，38 码", wants: "雨伞", photo: { sign: "🥾", hue: 300 } },
      { title: "桌游", wants: "书", photo: { sign: "🎲", hue: 330 } },
    ],
  },
];

for (const story of STORIES) {
  test(`the pictures of the install sheet, ${story.lang}`, async ({ browser }) => {
    const sharp: BrowserContextOptions = { deviceScaleFactor: 2, colorScheme: "light", reducedMotion: "reduce" };
    const [ana, mei] = [
      await person(browser, sharp),
      await person(browser, { colorScheme: "light", reducedMotion: "reduce" }),
    ];
    await startPond(ana, story.pond, story.host);
    for (const thing of story.hosts) await list(ana, thing);
    const link = await inviteLink(ana);
    await join(mei, link, story.guest);
    for (const thing of story.guests) await list(mei, thing);
    const titles = [...story.hosts, ...story.guests].map(({ title }) => title);
    const [tent, guitar, , , cooker, bicycle] = titles;
    const last = titles.at(-1);
    if (!tent || !guitar || !cooker || !bicycle || !last) throw new Error("the story is too short");

    // They have swapped once already: there is something to know about each other.
    await ana.getByRole("link", { name: "Listings" }).click();
    await offer(ana, cooker, { mine: tent });
    await openDeal(mei, cooker);
    await acceptAnyway(mei);
    await openDeal(ana, cooker);
    await handOver(ana, mei);
    for (const page of [ana, mei]) await vouchGood(page);
    await expect(ana.getByText(`${story.guest}: good`)).toBeVisible();

    await ana.getByRole("link", { name: "Listings" }).click();
    await ana.getByRole("link", { name: new RegExp(last) }).click();
    await expect(ana.getByRole("heading", { name: last })).toBeVisible();
    const listing = ana.url();
    await ana.goto(listing.replace(/\/listing\/.*$/, ""));
    await offer(ana, bicycle, { mine: guitar });
    await openDeal(mei, bicycle);
    await mei.getByRole("button", { name: "Accept", exact: true }).click();
    await openDeal(ana, bicycle);
    await expect(ana.getByLabel("Your six words")).toBeVisible();
    const deal = ana.url();
    await openMember(ana, story.guest);
    const member = ana.url();
    const pond = /^.*#\/pond\/[^/]+/.exec(member)?.[0] ?? "";

    if (story.lang === "zh-CN") {
      for (const page of [ana, mei]) {
        await page.goto("./#/me");
        await page.getByLabel("中文").check();
        await expect(page.getByRole("heading", { level: 1, name: "我" })).toBeVisible();
      }
    }
    const shoot = (page: Page, name: string, url: string) => shot(browser, page, pathOf(story.lang, name), url);
    await shoot(ana, "phone-pond", pond);
    await shoot(ana, "phone-listing", listing);
    await shoot(ana, "phone-deal", deal);
    await mei.setViewportSize(DESKTOP);
    await shoot(mei, "wide-pond", pond);
    await shoot(mei, "wide-deal", deal);
    await mei.goto(pond + "/people");
    await mei.locator(`main a[href*="/member/"]`).filter({ hasText: story.host }).first().click();
    await shoot(mei, "wide-member", mei.url());
    expect(PHONE.height / PHONE.width, "browsers show no picture that is longer than that").toBeLessThan(2.3);
  });
}

/** Small files: WebP, which a browser of our own encodes. */
async function shot(browser: Browser, page: Page, path: string, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const drop = page.getByRole("status").getByRole("button");
  for (let left = await drop.count(); left > 0; left--) await drop.first().click();
  await page.evaluate(() => window.scrollTo(0, 0));
  const png = (await page.screenshot()).toString("base64");
  const studio = await browser.newPage();
  const webp = await studio.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.82 });
    let binary = "";
    for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
    return btoa(binary);
  }, png);
  await studio.close();
  const file = pathOf(root, "public/screenshots", `${path}.webp`);
  mkdirSync(pathOf(file, ".."), { recursive: true });
  writeFileSync(file, Buffer.from(webp, "base64"));
}
