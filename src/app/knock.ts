/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin */
import * as z from "zod/mini";
import type { PairingChannel } from "./pairing-desk.ts";

/** Other tabs may run an older or newer app: what is in no known form is not heeded. */
const Knock = z.object({ knock: z.string().check(z.maxLength(64)) });
const Answer = z.object({ here: z.string().check(z.maxLength(64)), tab: z.string().check(z.maxLength(64)) });

/** ms in which a tab that is awake answers. */
const ANSWER_WITHIN_MS = 2_500;

/** Of this tab, for as long as it lives. */
const thisTab = String(Math.random()).slice(2);

/** W5: the tab that holds the wire answers who knocks; one that the browser has put to sleep does not. */
export function answerKnocks(channel: PairingChannel): void {
  channel.addEventListener("message", ({ data }) => {
    const heard = z.safeParse(Knock, data);
    if (heard.success) channel.postMessage({ here: heard.data.knock, tab: thisTab } satisfies z.infer<typeof Answer>);
  });
}

/** Which tab holds the wire: this one, another one, or none that answers. */
export function knock(channel: PairingChannel, id: string): Promise<"here" | "elsewhere" | "silent"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("silent"), ANSWER_WITHIN_MS);
    channel.addEventListener("message", ({ data }) => {
      const heard = z.safeParse(Answer, data);
      if (heard.success && heard.data.here === id) resolve(heard.data.tab === thisTab ? "here" : "elsewhere");
    });
    channel.postMessage({ knock: id } satisfies z.infer<typeof Knock>);
  });
}
