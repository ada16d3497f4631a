// A pond's keeper without a screen: a browser that holds the whole pond, all photos too, for as long as this runs.
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./install.mjs";

/** ms between two looks at how it stands; what has not changed is not said again. */
const TELL_MS = 10_000;
/** ms that a screen is waited for: a small computer is slow to start. */
const SCREEN_MS = 60_000;

const usage = `npm run keeper -- LINK [--name "Keeper"] [--profile FOLDER]

  LINK      an invite link of the pond, as it is shown under "Invite"; needed the first time only, then the app's address is enough
  --name    what the members see; "Keeper" where none is given
  --profile where the browser keeps keys, records and photos; ~/.shoal-keeper where none is given`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: "string", default: "Keeper" }, profile: { type: "string" } },
});
const [link] = positionals;
if (link === undefined || !URL.canParse(link)) {
  console.error(usage);
  process.exit(2);
}

const address = link;

ensureInstalled();
const { chromium } = await import("@playwright/test");
const { BROWSER_ARGS, needBrowser } = await import("./find-browser.mjs");
const executablePath = needBrowser();

const profile = values.profile ?? join(homedir(), ".shoal-keeper");
// The keeper's keys are in it: nobody else's business on this computer.
mkdirSync(profile, { recursive: true, mode: 0o700 });
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: BROWSER_ARGS,
  headless: true,
  // The screens are driven by their English names.
  locale: "en",
});
const [page = await context.newPage()] = context.pages();
page.setDefaultTimeout(SCREEN_MS);

let isStopping = false;
/** @type {Set<string>} */
const said = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    isStopping = true;
    void context.close().then(() => process.exit(0));
  });
}
page.on("crash", () => void giveUp("The browser's page has crashed."));
context.on("close", () => {
  if (!isStopping) void giveUp("The browser has closed.");
});

try {
  await enter();
  await keepAll();
  console.log(`Keeping. What is kept is in ${profile}. Ctrl+C stops it; what it holds is there the next time.`);
  await tell();
  setInterval(() => void tell().catch((/** @type {unknown} */ cause) => giveUp(String(cause))), TELL_MS);
} catch (cause) {
  await giveUp(String(cause));
}

/** Joins by the link; where it has joined before, the pond is there already. */
async function enter() {
  await page.goto(address);
  const joining = page.getByRole("button", { name: "Join" });
  const inPond = page.getByRole("link", { name: "You are in it. Open the pond" });
  const home = page.getByRole("link", { name: "Me", exact: true });
  await joining.or(inPond).or(home).first().waitFor();
  if (!(await joining.isVisible())) return;
  await page.getByLabel("Your name").fill(values.name);
  await joining.click();
  await page.getByRole("navigation", { name: "This pond" }).waitFor();
  console.log(`Joined as ${values.name}.`);
}

async function keepAll() {
  await page.goto(`${appOf(address)}#/me`);
  await page.getByLabel(/^Keep all photos here/).check();
}

/** How many photos of each pond are here, as the page says it. */
async function tell() {
  const counts = page.getByText(/photos are here$/);
  await counts.first().waitFor();
  for (const line of await counts.allInnerTexts()) {
    if (said.has(line)) continue;
    said.add(line);
    console.log(`${new Date().toISOString()} ${line}`);
  }
}

/** @param {string} invite a link into the app */
function appOf(invite) {
  const url = new URL(invite);
  url.hash = "";
  return url.href;
}

/**
 * Ends with an error, so that whatever started it starts it again.
 * @param {string} why
 */
async function giveUp(why) {
  if (isStopping) return;
  isStopping = true;
  console.error(why);
  await context.close().catch(() => undefined); // it may be gone already
  process.exit(1);
}
