import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { root } from "../../scripts/root.mjs";
import { serve } from "../../server/serve.mjs";
import { list, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

test("dist/ works under any path of a host that only serves files, with no relay", async ({ browser }) => {
  const host = mkdtempSync(join(tmpdir(), "shoal-host-"));
  cpSync(join(root, "dist"), join(host, "clubs/river street"), { recursive: true });
  const server = await serve({ dir: host, port: 0, host: "127.0.0.1", relay: false, trustProxy: false });
  try {
    const base = `http://localhost:${server.port}/clubs/river%20street/`;
    const ana = await person(browser, { baseURL: base });
    const missing: string[] = [];
    ana.on("response", (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await startPond(ana, "River Street", "Ana");
    await list(ana, { title: "Ladder", wants: "anything", photo: { sign: "🪜", hue: 90 } });
    await ana.getByRole("link", { name: "Invite" }).first().click();
    expect(await ana.getByLabel("Invite link").inputValue()).toContain(`${base}#/join/`);
    await ana.reload();
    await expect(ana.getByLabel("Invite link")).toBeVisible();
    expect(missing).toEqual([]);
  } finally {
    await server.close();
    rmSync(host, { recursive: true });
  }
});
