import { expect, type Page } from "@playwright/test";
import { serve } from "../../server/serve.mjs";
import { inviteLink, join, openPage, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

const LEAVINGS = 3;
/** ms in which a browser notices in any case that nobody is at the other end any more. */
const NOTICED_WITHIN_MS = 60_000;

test("[M1] who leaves is gone from the other's screen, however often, and no connection or socket of his stays", async ({
  browser,
}) => {
  const relay = await serve({ dir: null, port: 0, relay: true });
  const config = { relays: [`ws://localhost:${relay.port}/relay`], iceServers: [] };
  const [ana, mei] = [await person(browser), await person(browser)];
  await ana.route("**/shoal.config.json", (route) => route.fulfill({ json: config }));
  await countConnections(ana);
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await ana.getByRole("link", { name: "Sync" }).click();
  await expect.poll(() => relay.stats()?.connections).toBe(1);

  await join(mei, link, "Mei");
  await expect(ana.getByText("Connected with 1 device", { exact: true })).toBeVisible();
  expect(relay.stats()?.connections).toBe(2);
  const at = mei.url();
  let tab = mei;
  for (let leaving = 1; leaving <= LEAVINGS; leaving++) {
    const before = await connectionsOf(ana);
    await leave(tab, leaving);
    await expect(ana.getByText("Connected with nobody at the moment")).toBeVisible({ timeout: NOTICED_WITHIN_MS });
    await expect.poll(() => connectionsOf(ana), { timeout: NOTICED_WITHIN_MS }).toMatchObject({ open: 0 });
    // Nobody has tried to connect to who has gone.
    expect((await connectionsOf(ana)).ever).toBe(before.ever);
    await expect.poll(() => relay.stats()?.connections).toBe(1);

    tab = await openPage(mei.context());
    await tab.goto(at);
    await expect(ana.getByText("Connected with 1 device", { exact: true })).toBeVisible();
    await expect.poll(() => connectionsOf(ana)).toMatchObject({ open: 1 });
    await expect.poll(() => relay.stats()?.connections).toBe(2);
  }
  expect((await connectionsOf(ana)).ever).toBeGreaterThan(LEAVINGS);

  await tab.close();
  await ana.close();
  await expect.poll(() => relay.stats()).toEqual({ connections: 0, topics: 0 });
  await relay.close();
});

/** Once as somebody who shuts the tab, once as one whose browser is ended, once as one who goes to another page. */
async function leave(tab: Page, nth: number): Promise<void> {
  if (nth === 1) return tab.close({ runBeforeUnload: true });
  if (nth === 2) return tab.close();
  await tab.goto("about:blank");
}

interface Connections {
  /** All that were made, and those that nobody has closed. */
  readonly ever: number;
  readonly open: number;
}

async function countConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(config);
        made.push(this);
      }
    };
    Object.assign(globalThis, {
      connections: () => ({
        ever: made.length,
        open: made.filter(({ connectionState }) => connectionState !== "closed").length,
      }),
    });
  });
}

function connectionsOf(page: Page): Promise<Connections> {
  return page.evaluate(() => (globalThis as unknown as { connections: () => Connections }).connections()); // put there above
}
