// `npm run sim`: a thousand ponds with enemies, each from its seed, then ten thousand trust graphs. `-- --seed N` runs one pond, `-- --seeds N` so many,
// `-- --graphs N` so many graphs and no ponds, `-- --real-keys` with Ed25519,
// `-- --two-faces` with attackers that show two faces, `-- --twins` with attackers who ground keys, `-- --farm` with attackers who mostly make up newcomers.
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const entry = fileURLToPath(new URL("main.ts", import.meta.url));
const outDir = fileURLToPath(new URL("../../.cache/sim", import.meta.url));
await build({ configFile: false, logLevel: "warn", build: { ssr: entry, outDir, minify: false, emptyOutDir: true } });
const { main } = await import(pathToFileURL(`${outDir}/main.js`).href);
process.exit((await main(process.argv.slice(2))) ? 0 : 1);
