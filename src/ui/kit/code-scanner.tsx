import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import type { MessageKey } from "../i18n/messages.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { type CameraTrouble, closeCamera, openCamera } from "./camera.ts";
import styles from "./code-scanner.module.css";

/** Pause between two looks at the picture, in ms: quick for the eye, and the phone stays cool. */
const LOOK_EVERY_MS = 140;
/** Longest edge of the picture that is searched, in pixels: finer codes than ours would fit. */
const LOOK_EDGE = 900;
/** The same code is told again only after this long, in ms: an answer stays readable while the camera still sees it. */
const SAME_AGAIN_MS = 4000;

/** Why nothing can be scanned: no picture, or nobody who reads it. */
type Trouble = CameraTrouble | "no-reader";

const TROUBLE: Readonly<Record<Trouble, MessageKey>> = {
  "no-reader": "scan.no-reader",
  "no-camera": "scan.no-camera",
  denied: "scan.denied",
  busy: "scan.busy",
};

/** Looks through the camera until it sees a code. Lets go of the camera when it leaves the screen. */
export function CodeScanner(props: {
  readonly label: string;
  readonly onCode: (text: string) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const [trouble, setTrouble] = createSignal<Trouble | null>(null);
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;
  let told = { text: "", at: 0 };
  let worker: Worker | null = null;
  let video: HTMLVideoElement | undefined;
  let frame: HTMLDivElement | undefined;

  onMount(() => {
    // The button that was pressed is at the lower edge of a phone: what came in its place would be out of sight.
    frame?.scrollIntoView({ block: "center" });
    void start();
  });
  onCleanup(() => {
    isGone = true;
    stop();
  });

  function stop(): void {
    clearTimeout(timer);
    worker?.terminate();
    if (stream !== null) closeCamera(stream);
    worker = null;
    stream = null;
  }

  /** A worker that did not load, or broke, never answers: without a word the camera would look for ever. */
  function openReader(): void {
    worker = new Worker(new URL("./code-reader.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("error", () => {
      stop();
      if (!isGone) setTrouble("no-reader");
    });
  }

  async function start(): Promise<void> {
    setTrouble(null);
    stop();
    openReader();
    const opened = await openCamera();
    if (!opened.ok) {
      setTrouble(opened.error);
      return;
    }
    // The person may have gone on while the browser was asking.
    if (isGone || worker === null || video === undefined) {
      closeCamera(opened.value);
      return;
    }
    stream = opened.value;
    video.srcObject = stream;
    try {
      await video.play();
      void look();
    } catch {
      if (!isGone) setTrouble("busy"); // play() is cut off when the element leaves: then nobody is there to tell
    }
  }

  async function look(): Promise<void> {
    const picture = video === undefined ? null : await pictureOf(video);
    const seen = picture === null || worker === null ? null : await read(worker, picture);
    if (worker === null) return;
    if (seen !== null && (seen !== told.text || Date.now() - told.at > SAME_AGAIN_MS)) {
      told = { text: seen, at: Date.now() };
      props.onCode(seen);
    }
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  }

  return (
    <div class={styles["scanner"]} ref={(element) => (frame = element)}>
      <Show
        when={trouble()}
        fallback={
          <>
            {/* Nothing is said in it: there is nothing to caption. */}
            <video
              ref={(element) => (video = element)}
              class={styles["video"]}
              muted
              playsinline
              aria-label={props.label}
            />
            <p class={styles["hint"]}>{props.label}</p>
            <Button weight="plain" wide onClick={() => props.onClose()}>
              {t("scan.close")}
            </Button>
          </>
        }
      >
        {(what) => (
          <>
            <Banner tone="koi" icon="notice" alert>
              <p>{t(TROUBLE[what()])}</p>
            </Banner>
            <Button icon="scan" wide onClick={() => void start()}>
              {t("scan.again")}
            </Button>
          </>
        )}
      </Show>
    </div>
  );
}

/** One picture at a time. An answer that never comes, since the worker was let go, is waited for by nobody. */
function read(worker: Worker, picture: ImageBitmap): Promise<string | null> {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => resolve(data), { once: true });
    worker.postMessage(picture, [picture]);
  });
}

/** What the camera sees now, small enough to be searched; null while it sees nothing yet. */
async function pictureOf(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  const scale = Math.min(1, LOOK_EDGE / Math.max(video.videoWidth, video.videoHeight));
  const resizeWidth = Math.floor(video.videoWidth * scale);
  const resizeHeight = Math.floor(video.videoHeight * scale);
  if (resizeWidth === 0 || resizeHeight === 0) return null;
  try {
    return await createImageBitmap(video, { resizeWidth, resizeHeight });
  } catch {
    return null; // between two pictures, or the camera was taken away meanwhile
  }
}
