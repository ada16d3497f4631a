import { expect, type Page, test } from "@playwright/test";
import { longestTask } from "../support/main-thread.ts";
import { madeUpListings } from "../support/made-up-listings.ts";
import { writeLargePond } from "../support/large-pond.ts";
import { join, letInFile, person } from "../support/people.ts";
import { picture } from "../support/pictures.ts";
import { smallPictures } from "../support/small-pictures.ts";
import { blank } from "./bare-page.ts";

const LISTINGS = Number(process.env["SHOAL_LISTINGS"] ?? 10_000);
const MEMBERS = 300;
const FRAMES = 600;
/** CSS pixels a frame: a thumb that is in a hurry, 2,400 a second. */
const STEP = 40;
const MARK = "shoal-bench-scroll";
const QUERIES = ["rice cooker", "bycycle", "饭锅", "fahrrad", "guitarra", "lamp", "自行车", "book", "reparatur", "ki"];

test("a pond of many listings: to the first of them, to what is searched for, and scrolling", async ({
  browser,
}, info) => {
  test.setTimeout(900_000);
  const painter = await blank(await person(browser));
  const signs = ["🍚", "📚", "💡", "🚲", "🎸", "⛺", "♟", "🖥", "🪴", "🧣", "☕", "🪑"];
  const files = await Promise.all(signs.map((sign, i) => picture(painter, sign, i * 30)));
  const previews = await smallPictures(painter, files);
  await painter.close();
  const texts = madeUpListings(LISTINGS, 1).map(({ title, story, wants }) => ({ title, story, wants }));
  // Each member's opening and profile, and the founder's.
  const records = LISTINGS + 2 * MEMBERS;
  const pond = await writeLargePond({
    records,
    members: MEMBERS,
    path: info.outputPath("large.pond"),
    only: { texts, previews },
  });

  const hana = await person(browser);
  await join(hana, pond.linkFor(info.project.use.baseURL ?? ""), "Hana");
  await letInFile(hana, pond.path);
  await expect(hana.getByText("records have come in.", { exact: false })).toBeVisible({ timeout: 300_000 });
  await hana.getByRole("link", { name: "To the pond" }).click();
  await expect(hana.locator("main li").first()).toBeVisible();

  const opening: number[] = [];
  for (let i = 0; i < 3; i++) opening.push(await toFirstCard(hana));
  const cold = await toFirstHit(hana, "kettle");
  const searches: number[] = [];
  for (const query of QUERIES) searches.push(await toFirstHit(hana, query));
  await hana.getByRole("searchbox", { name: "Search" }).fill("");

  const still = await frames(await blank(await person(browser)), 0);
  let moving: readonly number[] = [];
  const longest = await longestTask(browser, MARK, async () => {
    moving = await frames(hana, STEP);
  });
  const cards = await hana.locator("main li").count();
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(`
${pond.listings} listings of ${MEMBERS} members, previews of ${previews[0]?.length ?? 0} bytes or so
  from opening the app to the first card       ${ms(median(opening))} (median of ${opening.length})
  first search after the start (reads all)     ${ms(cold)}
  from a query to its first results on screen  ${ms(median(searches))} median, ${ms(Math.max(...searches))} at most (${searches.length} queries)
  scrolling ${FRAMES} frames of ${STEP} pixels: a frame takes
                         ${ms(median(moving))} median, ${ms(rank(moving, 0.95))} at the 95th of 100
    a page that stands still, same run: ${ms(median(still))} and ${ms(rank(still, 0.95))}; ratio ${(median(moving) / median(still)).toFixed(2)}
    frames that took longer than two of a display's (33.4 ms): ${moving.filter((frame) => frame > 33.4).length} of ${FRAMES} (still: ${still.filter((frame) => frame > 33.4).length})
    longest main-thread task ${ms(longest.wall)} by the clock, ${ms(longest.cpu)} of processor; ${cards} cards drawn at the end
`);
});

/** ms from a reload to the first card in the page. */
async function toFirstCard(page: Page): Promise<number> {
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelector("main li") === null) return;
      performance.mark("first-card");
      watch.disconnect();
    });
    watch.observe(document, { subtree: true, childList: true });
  });
  await page.reload();
  await expect(page.locator("main li").first()).toBeVisible();
  return page.evaluate(() => performance.getEntriesByName("first-card")[0]?.startTime ?? Number.NaN);
}

/** ms from the moment when all words stand in the field to the moment when the cards are others. */
async function toFirstHit(page: Page, query: string): Promise<number> {
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await page.waitForTimeout(300);
  return page.evaluate(
    (text) =>
      new Promise<number>((done) => {
        const field = document.querySelector<HTMLInputElement>("input[type=search]");
        const list = document.querySelector("main ul");
        if (field === null || list === null) throw new Error("the grid is not there");
        const started = performance.now();
        const watch = new MutationObserver(() => {
          watch.disconnect();
          done(performance.now() - started);
        });
        watch.observe(list, { childList: true });
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }),
    query,
  );
}

/** ms of each frame while the page is scrolled. */
function frames(page: Page, step: number): Promise<readonly number[]> {
  return page.evaluate(
    ([count, pixels, mark]) =>
      new Promise<number[]>((done) => {
        performance.mark(mark);
        const took: number[] = [];
        let last = performance.now();
        const next = (now: number) => {
          took.push(now - last);
          last = now;
          window.scrollBy(0, pixels);
          if (took.length < count) requestAnimationFrame(next);
          else done(took.slice(1));
        };
        requestAnimationFrame(next);
      }),
    [FRAMES, step, MARK] as const,
  );
}

function rank(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

const median = (times: readonly number[]) => rank(times, 0.5);
