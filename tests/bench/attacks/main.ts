import { attackTable } from "./table.ts";

/** `npm run bench -- attacks`: what each attack on trust gains, measured with the real engine on rows as the fold makes them. */
export async function main(): Promise<boolean> {
  for (const line of attackTable()) console.log(line);
  return true;
}
