import type { BrowserContext } from "@playwright/test";

/** German needs about a third more room than English, and short labels more. */
const LONGER_BY = 0.4;
const LETTER = /\p{L}/u;

/** Every text of the interface 40 % longer, for pages that are opened from now on: the English chunk is rewritten on its way. */
export async function speakLonger(context: BrowserContext): Promise<void> {
  await context.route("**/assets/en-*.js", async (route) => {
    const answer = await route.fetch();
    const chunk = await answer.text();
    const name = /export\s*\{\s*([\w$]+) as en\s*\}/.exec(chunk)?.[1];
    if (name === undefined) throw new Error("the English chunk has another form: it exports no `en`");
    const words = `${longer.toString()}; for (const key of Object.keys(${name})) ${name}[key] = longer(${name}[key], ${LONGER_BY}, ${LETTER.toString()});`;
    await route.fulfill({ response: answer, body: `${chunk}\n;${words}` });
  });
}

/** "Deals" → "Deealls": some letters twice, as many as it takes; places for values stay as they are. Runs in the page. */
export function longer(text: string, by: number, letter: RegExp): string {
  let owed = 0.5;
  return text
    .split(/(\{\w+\})/)
    .map((part) => {
      if (part.startsWith("{")) return part;
      return [...part]
        .map((sign) => {
          if (!letter.test(sign)) return sign;
          owed += by;
          if (owed < 1) return sign;
          owed -= 1;
          return sign + sign.toLowerCase();
        })
        .join("");
    })
    .join("");
}
