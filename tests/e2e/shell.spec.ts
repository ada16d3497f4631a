import { type Browser, expect, type Page, test } from "@playwright/test";
import { gallery, inviteLink, join, list, offer, openDeal, openMember, person, startPond } from "../support/people.ts";
import { violationsOf } from "../support/violations.ts";

test("a pond is started, listed in and invited to, and the policy has nothing to stop", async ({ browser }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  const stopped = [violationsOf(mei), violationsOf(li)];
  await startPond(mei, "North Campus", "Mei");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  const link = await inviteLink(mei);
  await join(li, link, "Li");
  await expect(li.getByRole("link", { name: /Rice cooker/ }).locator("img")).toBeVisible();
  // The camera's reader is a worker of its own.
  await li.goto("./");
  await li.getByRole("button", { name: "Scan" }).first().click();
  await expect.poll(() => li.workers().length).toBeGreaterThanOrEqual(2);
  expect(stopped).toEqual([[], []]);
});

test("smuggled code is refused: inline, from a text, from another site, as a handler, as a worker", async ({ browser }) => {
  const mei = await person(browser);
  const stopped = violationsOf(mei);
  await startPond(mei, "North Campus", "Mei");
  // Without `page.evaluate`, which the policy does not bind, there is no way in; so what is tried is what a script of the page could do.
  const refused = await mei.evaluate(async () => {
    const kindOf = (attempt: () => unknown) => {
      try {
        attempt();
        return "done";
      } catch (cause) {
        return cause instanceof Error ? cause.name : "refused";
      }
    };
    const inline = document.createElement("script");
    const foreign = document.createElement("script");
    const host = document.createElement("div");
    document.body.append(host);
    return {
      inline: kindOf(() => (inline.text = "globalThis.harm = 1")),
      foreign: kindOf(() => (foreign.src = "https://eve.example/harm.js")),
      html: kindOf(() => (host.innerHTML = "<img src=x onerror='globalThis.harm = 1'>")),
      handler: kindOf(() => host.setAttribute("onclick", "globalThis.harm = 1")),
      evaluated: kindOf(() => (0, eval)("globalThis.harm = 1")),
      made: kindOf(() => new Function("globalThis.harm = 1")),
      worker: kindOf(() => new Worker("blob:null/1")),
      policy: kindOf(() =>
        (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }).trustedTypes // not in TypeScript's DOM library yet
          .createPolicy("solid-templates", {}),
      ),
    };
  });
  expect(refused).toEqual({});
  expect(stopped.length).toBeGreaterThan(0);
});

void [offer, openDeal, openMember, gallery];
export type Unused = [Browser, Page];
