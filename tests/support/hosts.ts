import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/root.mjs";
import { serve } from "../../server/serve.mjs";

/** A host of its own, which can get another build, or die. */
export interface Host {
  readonly url: string;
  /** Everything of the build before is gone, as on any static host. */
  deploy(build: string): void;
  stop(): Promise<void>;
}

export async function startHost(): Promise<Host> {
  const dir = mkdtempSync(join(tmpdir(), "shoal-host-"));
  const deploy = (build: string) => {
    rmSync(dir, { recursive: true, force: true });
    cpSync(build, dir, { recursive: true });
  };
  deploy(join(root, "dist"));
  const server = await serve({ dir, port: 0, host: "127.0.0.1", relay: true, trustProxy: false });
  let isUp = true;
  return {
    url: `http://localhost:${server.port}/`,
    deploy,
    stop: async () => {
      if (isUp) await server.close();
      isUp = false;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
