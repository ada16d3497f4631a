import { expect, test } from "@playwright/test";
import { inviteLink, join, person, startPond } from "../support/people.ts";
import { flag } from "../support/pictures.ts";

const TIMES = 5;

/** Chosen, shrunk, in the composer; listed; on the other's screen, fetched whole and verified. All with the same clock. */
test("a photo of 12 megapixels: to the composer, to the list, to somebody else", async ({ browser }) => {
  test.setTimeout(300_000);
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  const li = await person(browser);
  await join(li, link, "Li");
  await mei.getByRole("link", { name: "Listings" }).click();
  let bytes = 0;
  const [shrunk, listed, shown]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < TIMES; i++) {
    // Another one each time: a photo that is there already would not be fetched.
    const buffer = await flag(mei, { width: 4000, height: 3000 + 8 * i });
    bytes = buffer.length;
    await mei.getByRole("link", { name: "New listing" }).first().click();
    await mei.getByLabel("What is it?").fill(`Photo ${i}`);
    const chosen = Date.now();
    await mei.locator("input[type=file]").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer });
    await expect(mei.getByText("Another photo")).toBeVisible();
    shrunk.push(Date.now() - chosen);
    const pressed = Date.now();
    await mei.getByRole("button", { name: "List it" }).click();
    await expect(mei.getByRole("link", { name: new RegExp(`Photo ${i}`) })).toBeVisible();
    listed.push(Date.now() - pressed);
    await li.getByRole("link", { name: new RegExp(`Photo ${i}`) }).click();
    const opened = Date.now();
    await expect(li.locator("[data-sharp=true]").first()).toBeVisible();
    shown.push(Date.now() - opened);
    await li.getByRole("link", { name: "Listings" }).click();
  }
  const median = (times: number[]) => `${times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0} ms`;
  console.log(`
a photo of 12 megapixels, ${bytes} bytes (medians of ${TIMES}, the test's own steps included)
  from choosing it to seeing it in the composer  ${median(shrunk)}
  from "List it" to the list                     ${median(listed)}
  from opening it elsewhere to the whole photo   ${median(shown)}
`);
});
