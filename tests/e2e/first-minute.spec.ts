import { expect, type Locator } from "@playwright/test";
import { person } from "../support/people.ts";
import { picture } from "../support/pictures.ts";
import { test } from "../support/test.ts";

/** One tap with the look before it, and one letter on a phone's keyboard, in seconds: estimates, see "The first minute" in docs/design.md. */
const TAP_S = 1.5;
const LETTER_S = 0.25;
/** What all of it may take, in seconds. */
const MOST_S = 60;

test("a pond, somebody in it, a thing with a photo: a minute of taps and letters, and nothing to scroll to", async ({
  browser,
}) => {
  let taps = 0;
  let letters = 0;
  const inSight = async (what: Locator) => {
    await expect(what).toBeInViewport({ ratio: 1 });
    taps++;
  };
  const tap = async (what: Locator) => {
    await inSight(what);
    await what.click();
  };
  const type = async (field: Locator, text: string) => {
    await tap(field);
    letters += text.length;
    await field.fill(text);
  };

  const ana = await person(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await ana.goto("./");
  await type(ana.getByLabel("Name of the pond"), "Elm Street");
  await type(ana.getByLabel("Your name"), "Ana");
  await tap(ana.getByRole("button", { name: "Start it" }));
  await tap(ana.getByRole("link", { name: "Invite somebody" }));
  await tap(ana.getByRole("button", { name: "Copy the link" }));
  await expect(ana.getByText("Copied")).toBeVisible();
  const link = await ana.evaluate(() => navigator.clipboard.readText());

  const ben = await person(browser);
  await ben.goto(link);
  taps++; // on the link, wherever it came to him
  await type(ben.getByLabel("Your name"), "Ben");
  await tap(ben.getByRole("button", { name: "Join" }));

  await tap(ana.getByRole("link", { name: "New listing" }).first());
  await inSight(ana.getByText("Take or choose a photo"));
  taps++; // on the shutter, or on a picture of the phone
  await ana.locator("input[type=file]").setInputFiles(await picture(ana, "🪴", 120));
  await expect(ana.getByText("Another photo")).toBeVisible();
  await type(ana.getByLabel("What is it?"), "Monstera plant");
  await tap(ana.getByRole("button", { name: "List it" }));
  await expect(ben.getByRole("link", { name: /Monstera plant/ })).toBeVisible();

  const seconds = taps * TAP_S + letters * LETTER_S;
  console.log(`the first minute: ${taps} taps and ${letters} letters, ${seconds} s`);
  expect(seconds).toBeLessThan(MOST_S);
});
