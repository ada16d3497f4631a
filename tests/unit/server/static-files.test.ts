import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_WHOLE_BYTES } from "../../../server/compressed.mjs";
import { serve } from "../../../server/serve.mjs";

const box = mkdtempSync(join(tmpdir(), "shoal-static-"));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(box, "dist", "assets"), { recursive: true });
  mkdirSync(join(box, "dist-private"));
  writeFileSync(join(box, "secret.txt"), "secret");
  writeFileSync(join(box, "dist-private", "secret.txt"), "secret");
  writeFileSync(join(box, "dist", ".env"), "secret");
  symlinkSync(join(box, "secret.txt"), join(box, "dist", "link.txt"));
  writeFileSync(join(box, "dist", "index.html"), "<!doctype html>shoal");
  writeFileSync(join(box, "dist", "assets", "main-Ab_cd-12.js"), "export {};");
  writeFileSync(join(box, "dist", "app.webmanifest"), "{}");
  writeFileSync(join(box, "dist", "sw.js"), "self;");
  server = await serve({ dir: join(box, "dist"), port: 0, host: "127.0.0.1", relay: false });
});

afterAll(async () => {
  await server.close();
  rmSync(box, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Not `fetch`, which tidies up paths before it sends them. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the page comes with a policy that allows no foreign and no inline code", async () => {
  const page = await get("/?x=1");
  expect(page.status).toBe(200);
  expect(String(page.body)).toBe("<!doctype html>shoal");
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe");
  for (const rule of ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"])
    expect(policy.split("; ")).toContain(rule);
  expect(page.headers["permissions-policy"]).toContain("camera=(self), microphone=(), geolocation=()");
  expect(page.headers).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(page.headers["cache-control"]).toBe("no-cache");
});

test("the service worker and the manifest are what they are, and asked for again each time", async () => {
  const [worker, manifest] = [await get("/sw.js"), await get("/app.webmanifest")];
  expect(worker.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(manifest.headers["content-type"]).toBe("application/manifest+json; charset=utf-8");
  for (const { headers } of [worker, manifest]) expect(headers["cache-control"]).toBe("no-cache");
});

test("what has a hash in its name is kept for ever, the rest is asked for again and not sent twice", async () => {
  const asset = await get("/assets/main-Ab_cd-12.js");
  expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(asset.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  const page = await get("/");
  const again = await get("/", { "if-none-match": page.headers.etag ?? "" });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test("text is compressed for who takes it, as well as they can read it", async () => {
  const best = await get("/", { "accept-encoding": "gzip, deflate, br, zstd" });
  expect([best.headers["content-encoding"], best.headers["content-length"]]).toEqual(["br", String(best.body.length)]);
  expect(best.headers["vary"]).toBe("accept-encoding");
  expect(String(brotliDecompressSync(best.body))).toBe("<!doctype html>shoal");
  for (const accepted of ["gzip", "GZIP;q=0.5", "br;q=0, gzip", "br;q=0.0, gzip;q=1"]) {
    const page = await get("/", { "accept-encoding": accepted });
    expect(page.headers["content-encoding"]).toBe("gzip");
    expect(String(gunzipSync(page.body))).toBe("<!doctype html>shoal");
  }
  const plain = await get("/", { "accept-encoding": "identity" });
  expect([plain.headers["content-encoding"], String(plain.body)]).toEqual([undefined, "<!doctype html>shoal"]);
});

test("a file that changes is compressed anew, and a large one as it goes", async () => {
  const unpacked = async (path: string) =>
    brotliDecompressSync((await get(path, { "accept-encoding": "br" })).body).toString();
  writeFileSync(join(box, "dist", "words.txt"), "one");
  expect([await unpacked("/words.txt"), await unpacked("/words.txt")]).toEqual(["one", "one"]);
  writeFileSync(join(box, "dist", "words.txt"), "another");
  expect(await unpacked("/words.txt")).toBe("another");
  const large = "shoal ".repeat(MAX_WHOLE_BYTES / 5);
  writeFileSync(join(box, "dist", "large.txt"), large);
  expect(await unpacked("/large.txt")).toBe(large);
});

test("HEAD says the same without the body, and nothing can be written", async () => {
  const head = await get("/app.webmanifest", {}, "HEAD");
  expect([head.status, head.headers["content-type"], head.body.length]).toEqual([
    200,
    "application/manifest+json; charset=utf-8",
    0,
  ]);
  expect((await get("/", {}, "POST")).status).toBe(405);
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/../../secret.txt",
  "/..%5csecret.txt",
  "/..\\secret.txt",
  "//../secret.txt",
  "/../dist-private/secret.txt",
  "/.env",
  "/link.txt",
  "/index.html%00.txt",
  "/%ff",
  "/assets",
  "/assets/",
  "/missing.js",
])("eve asks for %s and gets nothing", async (path) => {
  const answer = await get(path);
  expect([answer.status, String(answer.body)]).toEqual([404, "Nothing here.\n"]);
});

test("a port that is taken is followed by the next", async () => {
  const second = await serve({ dir: join(box, "dist"), port: server.port, host: "127.0.0.1", relay: false });
  expect(second.port).toBeGreaterThan(server.port);
  await second.close();
});
