/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a part that is read aloud when it changes */
import { type Accessor, createSignal, type JSX, Show } from "solid-js";
import { createRunCollector, MAX_RUN_TEXT, type RunProgress } from "../../app/code-runs.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { readCodeIn } from "./code-in-picture.ts";
import { Dots } from "./code-run.tsx";
import { TextField } from "./field.tsx";
import { FileButton } from "./file-button.tsx";
import { Quiet, Stack } from "./page.tsx";
import { Scanner } from "./scanner.tsx";

/** What has been seen of the codes of a run, wherever they came from: camera, picture, text. */
export interface RunSight {
  readonly progress: Accessor<RunProgress | null>;
  see(text: string): void;
  /** Codes as they were copied: one after the other. */
  seeAll(text: string): void;
}

export function createRunSight(on: {
  readonly run: (whole: Uint8Array) => void;
  /** A code that is none of a run. */
  readonly other: (text: string) => void;
}): RunSight {
  const collector = createRunCollector();
  const [progress, setProgress] = createSignal<RunProgress | null>(null);
  const see = (text: string) => {
    const seen = collector.take(text.trim());
    if (seen === null) return on.other(text);
    setProgress(seen);
    if (seen.whole !== null) on.run(seen.whole);
  };
  return {
    progress,
    see,
    seeAll: (text) => {
      for (const code of text.trim().slice(0, MAX_RUN_TEXT).split(/\s+/)) see(code);
    },
  };
}

/** A camera for the codes of a run, and how many of them it has seen. */
export function RunScanner(props: {
  readonly sight: RunSight;
  readonly action: string;
  readonly label: string;
  readonly strong?: boolean;
}): JSX.Element {
  return (
    <Stack>
      <Scanner
        strong={props.strong === true}
        action={props.action}
        label={props.label}
        onCode={(text) => props.sight.see(text)}
      />
      <Seen progress={props.sight.progress()} />
    </Stack>
  );
}

function Seen(props: { readonly progress: RunProgress | null }): JSX.Element {
  const { t } = useI18n();
  /** A single code is seen at once, or not at all. */
  const isUnderWay = () =>
    props.progress !== null &&
    (props.progress.seen.length > 1 || props.progress.broken) &&
    props.progress.whole === null;
  const missing = (seen: readonly boolean[]) => seen.flatMap((has, i) => (has ? [] : [i + 1])).join(", ");
  return (
    <div role="status">
      <Show when={isUnderWay() && props.progress}>
        {(progress) => (
          <Banner tone={progress().broken ? "koi" : "calm"} icon="scan">
            <Show when={!progress().broken} fallback={<p>{t("run.broken")}</p>}>
              <p>
                <strong>
                  {t("run.seen", { n: progress().seen.filter(Boolean).length, of: progress().seen.length })}
                </strong>
              </p>
              <Dots of={progress().seen} />
              <p>{t("run.missing", { numbers: missing(progress().seen) })}</p>
            </Show>
          </Banner>
        )}
      </Show>
    </div>
  );
}

/** The same without a camera: a picture of a code, or the codes as text. */
export function RunByHand(props: { readonly sight: RunSight; readonly busy: boolean }): JSX.Element {
  const { t } = useI18n();
  const [typed, setTyped] = createSignal("");
  const [isUnseen, setUnseen] = createSignal(false);
  const look = async (file: File) => {
    setUnseen(false);
    const text = await readCodeIn(file);
    if (text === null) setUnseen(true);
    else props.sight.see(text);
  };
  return (
    <Stack>
      <FileButton icon="picture" accept="image/*" onFile={(file) => void look(file)}>
        {t("run.picture")}
      </FileButton>
      <Show when={isUnseen()}>
        <Banner tone="koi" icon="notice" alert>
          <p>{t("run.no-code")}</p>
        </Banner>
      </Show>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.sight.seeAll(typed());
        }}
      >
        <Stack>
          <TextField
            label={t("run.paste")}
            value={typed()}
            onInput={setTyped}
            maxLength={MAX_RUN_TEXT}
            required
            spellcheck={false}
            rows={2}
          />
          <Quiet>{t("run.paste-hint")}</Quiet>
          <Button type="submit" busy={props.busy}>
            {t("run.paste-take")}
          </Button>
        </Stack>
      </form>
    </Stack>
  );
}
