import * as z from "zod/mini";

/** What whoever hosts the app may set in `shoal.config.json` beside index.html. */
export interface AppConfig {
  /** WebSocket addresses; the host's own `relay` where none is given. */
  readonly relays: readonly string[];
  /** None is asked unless given here. */
  readonly iceServers: readonly RTCIceServer[];
}

/** As RTCPeerConnection takes it: a TURN server without its name and word is refused there, and with it the connection. */
const IceServer: z.ZodMiniType<RTCIceServer> = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.exactOptional(z.string()),
  credential: z.exactOptional(z.string()),
});

const ConfigFile = z.object({
  relays: z.array(z.string().check(z.maxLength(120))).check(z.maxLength(3)),
  iceServers: z.array(IceServer).check(z.maxLength(8)),
});

/** Reads the host's settings; without them, or where they cannot be read, the relay beside the app and nothing else. */
export async function readConfig(appUrl: string): Promise<AppConfig> {
  const own = new URL("relay", appUrl.replace(/^http/, "ws")).href;
  const fallback: AppConfig = { relays: [own], iceServers: [] };
  try {
    const answer = await fetch(new URL("shoal.config.json", appUrl));
    if (!answer.ok) return fallback;
    const parsed = z.safeParse(ConfigFile, await answer.json());
    if (!parsed.success) {
      console.error("shoal.config.json", parsed.error);
      return fallback;
    }
    const { relays, iceServers } = parsed.data;
    return { relays: relays.length > 0 ? relays : [own], iceServers };
  } catch (cause) {
    console.info("no shoal.config.json", cause); // offline, or the host has none
    return fallback;
  }
}
