import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import * as z from "zod/mini";
import { root } from "../../scripts/root.mjs";
import { SECURITY_HEADERS } from "../../server/security-headers.mjs";
import { createStaticFiles } from "../../server/static-files.mjs";
import { parseInvite } from "../../src/domain/invite/link.ts";
import { roomOf } from "../../src/sync/room.ts";
import { inviteLink, join as joinPond, list, person, startPond } from "../support/people.ts";
import { harmOf, violationsOf } from "../support/violations.ts";
import { test } from "../support/test.ts";

// Who records a trace fetches the pictures that are shown from memory: the policy stops that, and it would be counted here.
test.use({ trace: "off" });

test("a pond is started, listed in and invited to, and the policy has nothing to stop", async ({ browser }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  const stopped = [violationsOf(mei), violationsOf(li)];
  const asked = new Set<string>();
  for (const page of [mei, li]) {
    page.on("request", (request) => asked.add(new URL(request.url()).protocol + new URL(request.url()).host));
    page.on("websocket", (socket) => asked.add(new URL(socket.url()).protocol + new URL(socket.url()).host));
  }
  await startPond(mei, "North Campus", "Mei");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  const link = await inviteLink(mei);
  await joinPond(li, link, "Li");
  await expect(li.getByRole("link", { name: /Rice cooker/ }).locator("img")).toBeVisible();
  // The camera's reader is a worker of its own.
  await li.goto("./");
  await li.getByRole("button", { name: "Scan an invite code" }).click();
  await expect.poll(() => li.workers().length).toBe(2);
  expect(stopped).toEqual([[], []]);
  // Its own host for files, its own relay for introductions, and pictures from memory.
  const { host } = new URL(mei.url());
  expect([...asked].toSorted()).toEqual(["blob:", `http:${host}`, `ws:${host}`]);
});

test("[M1] a relay hears a room's name and sealed words, nothing of the pond and no address", async ({ browser }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  const heard: string[] = [];
  for (const page of [mei, li]) {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => heard.push(payload.toString()));
      socket.on("framereceived", ({ payload }) => heard.push(payload.toString()));
    });
  }
  // Long enough that sealed bytes do not hold it by chance.
  const name = "Mei Zhang";
  await startPond(mei, "North Campus", name);
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  const link = await inviteLink(mei);
  await joinPond(li, link, "Li");
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();

  const invite = parseInvite(link);
  if (invite === null) throw new Error("that was no invite");
  const { topic, password } = roomOf(invite.secret);
  const published = heard.map((frame) => Message.parse(JSON.parse(frame))).filter(({ type }) => type === "publish");
  expect(published.length).toBeGreaterThan(2);
  for (const message of published) {
    expect(message.topic).toBe(topic);
    // Sealed bytes as base64, and no field beside them that says more.
    expect(message.data).toMatch(/^[\w+/]+=*$/);
  }
  const all =
    heard.join("\n") + published.map(({ data = "" }) => Buffer.from(data, "base64").toString("latin1")).join();
  for (const secret of ["North Campus", name, "Rice cooker", invite.pond, password, "candidate", "fingerprint"]) {
    expect(all.includes(secret), secret).toBe(false);
  }
});

const Message = z.object({ type: z.string(), topic: z.optional(z.string()), data: z.optional(z.string()) });

test("smuggled code is refused: inline, from a text, from elsewhere, as a handler, as a worker", async ({
  browser,
}) => {
  const mei = await person(browser);
  const stopped = violationsOf(mei);
  await startPond(mei, "North Campus", "Mei");
  const outcome = await mei.evaluate(async () => {
    // Tools may evaluate where pages may not; what runs later is bound like the page's own code.
    await new Promise((resolve) => setTimeout(resolve));
    const attempt = (harm: () => unknown) => {
      try {
        harm();
        return "done";
      } catch {
        return "refused";
      }
    };
    const script = document.createElement("script");
    const host = document.createElement("div");
    // Not in TypeScript's DOM library yet.
    const { trustedTypes } = globalThis as unknown as {
      readonly trustedTypes: { createPolicy(name: string, rules: object): void };
    };
    return {
      "a script's text": attempt(() => (script.text = "globalThis.harm = 1")),
      "a script from elsewhere": attempt(() => (script.src = "https://eve.example/harm.js")),
      "a text as HTML": attempt(() => (host.innerHTML = "<img src=x onerror='globalThis.harm = 1'>")),
      "a handler": attempt(() => host.setAttribute("onclick", "globalThis.harm = 1")),
      eval: attempt(() => globalThis.eval("globalThis.harm = 1")), // oxlint-disable-line no-eval -- tried, to be refused
      "a function made of text": attempt(() => new Function("globalThis.harm = 1")), // oxlint-disable-line typescript/no-implied-eval -- likewise
      "a worker from elsewhere": attempt(() => new Worker("https://eve.example/harm.js")),
      "a worker from memory": attempt(() => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])))),
      "our policy once more": attempt(() => trustedTypes.createPolicy("solid-templates", {})),
      "a policy of one's own": attempt(() => trustedTypes.createPolicy("eve", {})),
    };
  });
  expect(Object.entries(outcome).filter(([, how]) => how !== "refused")).toEqual([]);
  expect(stopped.length).toBeGreaterThanOrEqual(Object.keys(outcome).length);
  expect(await harmOf(mei)).toBeUndefined();
});

test("a host that sends no headers of ours: what is put into the page still does not run, and the app does", async ({
  browser,
}) => {
  const dist = mkdtempSync(join(tmpdir(), "shoal-bare-"));
  cpSync(join(root, "dist"), dist, { recursive: true });
  const page = join(dist, "index.html");
  const harm = `<script>globalThis.harm = "inline"</script><img alt="" src="x" onerror="globalThis.harm = 'handler'">`;
  writeFileSync(page, readFileSync(page, "utf8").replace("</body>", `${harm}</body>`));
  const host = await bareHost(dist);
  try {
    const mei = await person(browser, { baseURL: host.url });
    const stopped = violationsOf(mei);
    await startPond(mei, "North Campus", "Mei");
    await expect.poll(() => stopped.length).toBeGreaterThanOrEqual(2);
    expect(await harmOf(mei)).toBeUndefined();
  } finally {
    await host.close();
    rmSync(dist, { recursive: true });
  }
});

/** Serves files as a host does that knows nothing of our headers. */
async function bareHost(dir: string) {
  const files = createStaticFiles(dir);
  const server = createServer((request, response) => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => (name in SECURITY_HEADERS ? response : set(name, value));
    void files(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://localhost:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
