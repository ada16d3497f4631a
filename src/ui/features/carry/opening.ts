import { type Accessor, createSignal } from "solid-js";
import type { AppError } from "../../../app/api.ts";
import { type BundleGlimpse, createGlimpseSum } from "../../../app/bundle-glimpse.ts";
import { BUNDLE_START } from "../../../app/code-runs.ts";
import type { PondId } from "../../../domain/ids.ts";
import type { RefusalKind } from "../../../domain/ledger/refusal.ts";
import { toAppError } from "../../i18n/app-error.ts";
import { useShoal } from "../../services.tsx";

/** What came in, summed up over all steps. */
export interface Counts {
  readonly added: number;
  readonly known: number;
  readonly refused: number;
  readonly why: Readonly<Partial<Record<RefusalKind, number>>>;
  readonly stopped: "cut" | "broken" | "hostile" | "quota" | "storage" | "person" | null;
}

interface Seen {
  readonly pond: PondId;
  readonly isMember: boolean;
  readonly size: number;
  readonly glimpse: BundleGlimpse;
  readonly stopped: "cut" | "broken" | null;
}

/** Where the opening of a file stands. */
export type Opened =
  | { readonly kind: "none" }
  | { readonly kind: "looking"; readonly at: number; readonly size: number }
  | ({ readonly kind: "seen" } & Seen)
  | { readonly kind: "letting"; readonly at: number; readonly size: number }
  | ({ readonly kind: "done"; readonly counts: Counts } & Seen)
  | { readonly kind: "failed"; readonly error: AppError };

export interface Opening {
  readonly state: Accessor<Opened>;
  /** Looks through a file and says what is in it. */
  look(file: Blob): Promise<void>;
  /** Lets in what was looked at. */
  letIn(): Promise<void>;
  /** Asks for no further step. What came in stays. */
  stop(): void;
  clear(): void;
}

const NO_COUNTS: Counts = { added: 0, known: 0, refused: 0, why: {}, stopped: null };

/** A file is read in the worker, a megabyte a step; this asks for one step after the other until the person has enough. */
export function createOpening(): Opening {
  const { commands } = useShoal();
  const [state, setState] = createSignal<Opened>({ kind: "none" });
  let file: Blob | null = null;
  let seen: Seen | null = null;
  /** Another number for each walk through a file: an older one goes no further. */
  let walk = 0;

  async function look(chosen: Blob): Promise<void> {
    const mine = ++walk;
    file = chosen;
    seen = null;
    const sum = createGlimpseSum();
    for (let at: number | null = BUNDLE_START; at !== null;) {
      setState({ kind: "looking", at, size: chosen.size });
      const step = await answered(() => commands.glimpseBundle(chosen, at ?? BUNDLE_START));
      if (mine !== walk) return;
      if (!step.ok) return void setState({ kind: "failed", error: step.error });
      const { pond, isMember, stopped, next } = step.value;
      seen = { pond, isMember, size: chosen.size, glimpse: sum.take(step.value), stopped };
      at = next;
    }
    if (seen === null) return;
    // With the head of such a file, and nothing in it that is one.
    const isNone = seen.stopped !== null && seen.glimpse.records === 0;
    setState(isNone ? { kind: "failed", error: { kind: "bundle-unreadable" } } : { kind: "seen", ...seen });
  }

  async function letIn(): Promise<void> {
    const [chosen, explained] = [file, seen];
    if (chosen === null || explained === null) return;
    const mine = ++walk;
    let counts = NO_COUNTS;
    for (let at: number | null = BUNDLE_START; at !== null;) {
      setState({ kind: "letting", at, size: chosen.size });
      const step = await answered(() => commands.letIn(explained.pond, chosen, at ?? BUNDLE_START));
      if (!step.ok) return void (mine === walk && setState({ kind: "failed", error: step.error }));
      counts = plus(counts, step.value);
      if (mine !== walk) break;
      at = step.value.next;
    }
    const isGone = mine !== walk && file !== chosen;
    if (isGone) return;
    const stopped = mine === walk ? counts.stopped : (counts.stopped ?? "person");
    setState({ kind: "done", ...explained, counts: { ...counts, stopped } });
  }

  return {
    state,
    look,
    letIn,
    stop: () => {
      walk++;
      if (state().kind === "looking") setState({ kind: "none" });
    },
    clear: () => {
      walk++;
      file = null;
      setState({ kind: "none" });
    },
  };
}

/** What a worker that died would throw, as an answer. */
async function answered<T extends { readonly ok: boolean }>(
  ask: () => Promise<T>,
): Promise<T | { readonly ok: false; readonly error: AppError }> {
  try {
    return await ask();
  } catch (cause) {
    console.error(cause);
    return { ok: false, error: toAppError(cause) };
  }
}

function plus(sum: Counts, step: Omit<Counts, "stopped"> & Pick<Counts, "stopped">): Counts {
  const why: Partial<Record<RefusalKind, number>> = { ...sum.why };
  for (const [kind, count] of Object.entries(step.why)) {
    // The entries' keys are the step's own.
    const name = kind as RefusalKind;
    why[name] = (why[name] ?? 0) + count;
  }
  return {
    added: sum.added + step.added,
    known: sum.known + step.known,
    refused: sum.refused + step.refused,
    why,
    stopped: sum.stopped ?? step.stopped,
  };
}
