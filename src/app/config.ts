import * as z from "zod/mini";
import { relayUrlField } from "../domain/invite/link.ts";

/** What whoever hosts the app may set in `shoal.config.json` beside index.html. */
export interface AppConfig {
  /** WebSocket addresses; the host's own `relay` where none is given. */
  readonly relays: readonly string[];
  /** None is asked unless given here. */
  readonly iceServers: readonly IceServer[];
}

/** Browsers throw on whatever is not this, and a TURN server needs a name and a password (RFC 7064, 7065). */
const IceUrl = z
  .string()
  .check(z.maxLength(300), z.regex(/^(stuns?|turns?):([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?$/));
const IceServer = z
  .object({
    urls: z.union([IceUrl, z.array(IceUrl).check(z.minLength(1), z.maxLength(8))]),
    username: z.exactOptional(z.string()),
    credential: z.exactOptional(z.string()),
  })
  .check(z.refine(({ urls, username, credential }) => !needsName(urls) || Boolean(username && credential)));
type IceServer = z.infer<typeof IceServer>;

const ConfigFile = z.object({
  relays: z.array(relayUrlField).check(z.maxLength(3)),
  iceServers: z.array(IceServer).check(z.maxLength(8)),
});

/** How long the first screen waits for the host's settings, in ms: a network that hangs must not keep anybody from his own data. */
const CONFIG_WITHIN_MS = 3000;

/** Reads the host's settings; without them, or where they cannot be read, the relay beside the app and nothing else. */
export async function readConfig(appUrl: string, withinMs = CONFIG_WITHIN_MS): Promise<AppConfig> {
  const own = new URL("relay", appUrl.replace(/^http/, "ws")).href;
  const fallback: AppConfig = { relays: [own], iceServers: [] };
  try {
    const answer = await fetch(new URL("shoal.config.json", appUrl), { signal: AbortSignal.timeout(withinMs) });
    if (!answer.ok) return fallback;
    const config = parseConfig(await answer.text());
    if (config === null) return fallback;
    return config.relays.length > 0 ? config : { ...config, relays: [own] };
  } catch (cause) {
    console.info("no shoal.config.json", cause); // offline, or the host has none
    return fallback;
  }
}

/** The settings in a file's text; null, and the reason on the console, where they cannot be used. */
export function parseConfig(text: string): AppConfig | null {
  try {
    return z.parse(ConfigFile, JSON.parse(text));
  } catch (cause) {
    console.error("shoal.config.json", cause);
    return null;
  }
}

function needsName(urls: string | readonly string[]): boolean {
  return [urls].flat().some((url) => url.startsWith("turn"));
}
