/** What the self-test has found out. */
export interface Findings {
  /** The device says that it has a network. */
  readonly online: boolean;
  readonly browser: "works" | "missing" | "blocked";
  readonly relays: readonly { readonly url: string; readonly reached: boolean }[];
  /** W5: which tab looks for others; `silent` where none answers. */
  readonly tab: "here" | "elsewhere" | "silent";
  /** Devices that one is connected with, and those that were heard of without a connection. */
  readonly met: number;
  readonly unmet: number;
  readonly clock: "right" | "behind" | "doubtful";
  readonly storage: "room" | "full";
}

/** Why nobody is met, or what else is wrong. `well`: nothing is. */
export type Cause =
  | "well"
  | "offline"
  | "missing"
  | "blocked"
  | "asleep"
  | "no-relay"
  | "relay"
  | "no-way"
  | "clock"
  | "nobody"
  | "full";

/** The first that holds is the cause: what has to be mended before the ones below can matter. */
const WHILE_ALONE: readonly (readonly [Cause, (found: Findings) => boolean])[] = [
  ["offline", ({ online }) => !online],
  ["missing", ({ browser }) => browser === "missing"],
  ["blocked", ({ browser }) => browser === "blocked"],
  ["asleep", ({ tab }) => tab === "silent"],
  ["no-relay", ({ relays }) => relays.length === 0],
  ["relay", ({ relays }) => !relays.some(({ reached }) => reached)],
  ["no-way", ({ unmet }) => unmet > 0],
  ["clock", ({ clock }) => clock === "behind"],
  ["full", ({ storage }) => storage === "full"],
];

/** The same for who is connected: then only what keeps records from coming in or going out can be wrong. */
const WHILE_CONNECTED: readonly (readonly [Cause, (found: Findings) => boolean])[] = [
  ["full", ({ storage }) => storage === "full"],
  ["clock", ({ clock }) => clock !== "right"],
];

/** One cause for all that was found, so that a person has one thing to do. */
export function causeOf(found: Findings): Cause {
  const table = found.met > 0 ? WHILE_CONNECTED : WHILE_ALONE;
  const first = table.find(([, holds]) => holds(found));
  return first?.[0] ?? (found.met > 0 ? "well" : "nobody");
}

/** What is looked at, in this order. */
export const CHECKS = ["network", "browser", "tab", "relay", "room", "clock", "storage"] as const;
export type Check = (typeof CHECKS)[number];
/** `unknown`: it could not be looked at, or has not been yet. */
export type Verdict = "fine" | "wrong" | "unknown";

/** Each check by itself. */
export function verdictOf(check: Check, found: Partial<Findings>): Verdict {
  switch (check) {
    case "network":
      return verdict(found.online);
    case "browser":
      return verdict(found.browser && found.browser === "works");
    case "tab":
      return verdict(found.tab && found.tab !== "silent");
    case "relay":
      return verdict(found.relays?.some(({ reached }) => reached));
    case "room": {
      if (found.met === undefined) return "unknown";
      if (found.met > 0) return "fine";
      // Who has no way to ask knows nothing of who is there.
      return (found.unmet ?? 0) > 0 || verdictOf("relay", found) === "fine" ? "wrong" : "unknown";
    }
    case "clock":
      return verdict(found.clock && found.clock === "right");
    case "storage":
      return verdict(found.storage && found.storage === "room");
  }
}

function verdict(isFine: boolean | undefined): Verdict {
  if (isFine === undefined) return "unknown";
  return isFine ? "fine" : "wrong";
}
