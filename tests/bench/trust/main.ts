import { cpus } from "node:os";
import { readOtc } from "./otc-data.ts";
import { measurePond } from "./pond-of-size.ts";
import { measureQuality } from "./quality.ts";
import { measureSpeed } from "./speed.ts";

/** `npm run bench -- trust --data DIR`: how good and how fast trust is, on the Bitcoin-OTC network in DIR. */
export async function main(args: readonly string[]): Promise<boolean> {
  const folder = args[args.indexOf("--data") + 1];
  if (!args.includes("--data") || folder === undefined) {
    console.error("Say where the Bitcoin-OTC files are: npm run bench -- trust --data DIR");
    return false;
  }
  const data = readOtc(folder);
  if (!data.ok) {
    console.error(data.error);
    return false;
  }
  console.log(`Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unnamed kind"}`);
  for (const part of [measureQuality, measureSpeed, measurePond]) {
    for (const line of await part(data.value)) console.log(line);
  }
  return true;
}
