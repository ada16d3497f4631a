import { expect, type Page, test } from "@playwright/test";
import { blank, bundled } from "./bare-page.ts";
import { type LargePond, writeLargePond } from "../support/large-pond.ts";
import { longestTask } from "../support/main-thread.ts";
import { join, letInFile, list, person } from "../support/people.ts";
import type { Stages } from "./stages.page.ts";

const RECORDS = Number(process.env["SHOAL_RECORDS"] ?? 5000);
const MEMBERS = Number(process.env["SHOAL_MEMBERS"] ?? 200);
/** Bytes of one message of the raw channel: a page of the wire. */
const MESSAGE_BYTES = 48 * 1024;
/** Performance mark of the moment when a page's first connection stands. */
const MET = "shoal-bench-met";
const LISTINGS_TIMED = 9;

test("cold sync of a large pond against the raw channel and its own stages; from listing to being seen", async ({
  browser,
  baseURL,
}, info) => {
  const pond = await writeLargePond({ records: RECORDS, members: MEMBERS, path: info.outputPath("large.pond") });
  const base = baseURL ?? "";

  const raw = await rawChannel(await blank(await person(browser)), await blank(await person(browser)), pond.bytes);
  const stages = await stagesOf(await person(browser), pond, base);
  expect(stages.records).toBe(RECORDS);

  const hana = await person(browser);
  await join(hana, pond.linkFor(base), "Hana");
  await letInFile(hana, pond.path);
  await expect(hana.getByText(`${grouped(RECORDS)} records have come in.`)).toBeVisible({ timeout: 120_000 });
  await hana.getByRole("link", { name: "To the pond" }).click();

  const nia = await person(browser);
  const cold = await coldSync(nia, pond, base);
  const oli = await person(browser);
  let traced = 0;
  const longest = await longestTask(browser, MET, async () => {
    traced = await coldSync(oli, pond, base);
  });
  await oli.close();

  await nia.getByRole("link", { name: "Listings" }).click();
  const seen: number[] = [];
  for (let i = 0; i < LISTINGS_TIMED; i++) seen.push(await listToVisible(hana, nia, `Kite number ${i}`));

  const slowest = Math.max(raw, stages.read, stages.verify, stages.store, stages.fold);
  const ms = (time: number) => `${time.toFixed(0)} ms`.padStart(9);
  const share = (time: number) => `${(time / stages.all).toFixed(2)} of taking in`;
  console.log(`
${RECORDS} records of ${MEMBERS} members, ${pond.bytes} bytes
  raw data channel       ${ms(raw)}
  cold sync              ${ms(cold)}   ${(cold / raw).toFixed(1)} × raw, ${(cold / stages.all).toFixed(2)} × taking in alone,
                                     ${(cold / slowest).toFixed(1)} × the slowest single stage
  taking in, no network  ${ms(stages.all)}
    read, hash, place    ${ms(stages.read)}   ${share(stages.read)}
    verify               ${ms(stages.verify)}   ${share(stages.verify)}
    store                ${ms(stages.store)}   ${share(stages.store)}
    fold, store views    ${ms(stages.fold)}   ${share(stages.fold)}
  longest main-thread task from meeting to having all (traced, ${longest.tasks} tasks in ${ms(traced).trim()}):
                         ${longest.wall.toFixed(1)} ms by the clock, ${longest.cpu.toFixed(1)} ms of processor
  from "List it" to seen by another: ${ms(median(seen)).trim()} (median of ${seen.length}: ${seen.join(", ")})
`);
});

/** ms that the same bytes take over a data channel with nothing behind it. */
async function rawChannel(from: Page, to: Page, bytes: number): Promise<number> {
  const offer = await from.evaluate(async () => {
    const connection = new RTCPeerConnection();
    const channel = connection.createDataChannel("raw");
    Object.assign(globalThis, { connection, channel });
    await connection.setLocalDescription();
    await new Promise<void>((done) => {
      connection.addEventListener("icecandidate", ({ candidate }) => candidate === null && done());
    });
    return connection.localDescription?.toJSON();
  });
  const answer = await to.evaluate(
    async ([description, expected]) => {
      const connection = new RTCPeerConnection();
      Object.assign(globalThis, { connection });
      connection.addEventListener("datachannel", ({ channel }) => {
        let got = 0;
        channel.binaryType = "arraybuffer";
        channel.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
          got += data.byteLength;
          if (got >= expected) channel.send("all here");
        });
      });
      await connection.setRemoteDescription(description as RTCSessionDescriptionInit);
      await connection.setLocalDescription();
      await new Promise<void>((done) => {
        connection.addEventListener("icecandidate", ({ candidate }) => candidate === null && done());
      });
      return connection.localDescription?.toJSON();
    },
    [offer, bytes] as const,
  );
  return from.evaluate(
    async ([description, total, size]) => {
      const { connection, channel } = globalThis as unknown as {
        connection: RTCPeerConnection;
        channel: RTCDataChannel;
      }; // put there above
      const opened = new Promise((done) => channel.addEventListener("open", done));
      await connection.setRemoteDescription(description as RTCSessionDescriptionInit);
      await opened;
      const allHere = new Promise((done) => channel.addEventListener("message", done));
      const started = performance.now();
      for (let left = total; left > 0; left -= size) {
        while (channel.bufferedAmount > 512 * 1024) {
          channel.bufferedAmountLowThreshold = 256 * 1024;
          await new Promise((done) => channel.addEventListener("bufferedamountlow", done, { once: true }));
        }
        channel.send(new Uint8Array(Math.min(left, size)));
      }
      await allHere;
      return performance.now() - started;
    },
    [answer, bytes, MESSAGE_BYTES] as const,
  );
}

/** Bundles the measuring page and runs it beside the pond's file. */
async function stagesOf(page: Page, pond: LargePond, base: string): Promise<Stages> {
  const code = await bundled("stages.page.ts");
  await blank(page);
  await page.route("**/large.pond", (route) => route.fulfill({ path: pond.path }));
  await page.addScriptTag({ content: code });
  return page.evaluate((address) => {
    const { measureStages } = globalThis as unknown as { measureStages: (address: string) => Promise<Stages> }; // the script above
    return measureStages(address);
  }, new URL("large.pond", base).href);
}

/** ms from the first open connection to the moment when all records are here. */
async function coldSync(page: Page, pond: LargePond, base: string): Promise<number> {
  await page.addInitScript((mark) => {
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(config);
        this.addEventListener("connectionstatechange", () => {
          if (this.connectionState === "connected") performance.mark(mark);
        });
      }
    };
  }, MET);
  await join(page, pond.linkFor(base), "Nia");
  return page.evaluate(
    async ([records, mark]) => {
      const count = () =>
        new Promise<number>((done, failed) => {
          const open = indexedDB.open("shoal");
          open.addEventListener("error", () => failed(open.error ?? new Error("no database")));
          open.addEventListener("success", () => {
            const request = open.result.transaction("records").objectStore("records").count();
            request.addEventListener("success", () => {
              open.result.close();
              done(request.result);
            });
          });
        });
      while ((await count()) < records) await new Promise((done) => setTimeout(done, 20));
      const met = performance.getEntriesByName(mark)[0];
      if (met === undefined) throw new Error("nobody was met");
      return performance.now() - met.startTime;
    },
    [RECORDS + 2, MET] as const,
  );
}

/** ms from the press at one person to the title on the screen of another; both pages have the same clock. */
async function listToVisible(from: Page, to: Page, title: string): Promise<number> {
  await from.evaluate(() => {
    addEventListener(
      "click",
      ({ target }) => {
        const isPress =
          target instanceof Element && target.closest("button")?.textContent?.includes("List it") === true;
        if (isPress) Object.assign(globalThis, { pressedAt: Date.now() });
      },
      { capture: true },
    );
  });
  const seenAt = to.evaluate(
    (text) =>
      new Promise<number>((done) => {
        const observer = new MutationObserver(() => {
          if (!document.body.textContent.includes(text)) return;
          observer.disconnect();
          done(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    title,
  );
  await list(from, { title, wants: "wind" });
  const pressedAt = await from.evaluate(() => (globalThis as unknown as { pressedAt: number }).pressedAt); // put there above
  return (await seenAt) - pressedAt;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const grouped = (count: number) => new Intl.NumberFormat("en").format(count);
