/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import decodeQR from "qr/decode.js";
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

const TROUBLE: Readonly<Record<CameraTrouble, MessageKey>> = {
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
  const [trouble, setTrouble] = createSignal<CameraTrouble | null>(null);
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;
  let told = { text: "", at: 0 };
  let video: HTMLVideoElement | undefined;
  let frame: HTMLDivElement | undefined;

  onMount(() => {
    // The button that was pressed is at the lower edge of a phone: what came in its place would be out of sight.
    frame?.scrollIntoView({ block: "center" });
    void start();
  });
  onCleanup(() => {
    isGone = true;
    clearTimeout(timer);
    if (stream !== null) closeCamera(stream);
  });

  async function start(): Promise<void> {
    setTrouble(null);
    const opened = await openCamera();
    if (!opened.ok) {
      setTrouble(opened.error);
      return;
    }
    // The person may have gone on while the browser was asking.
    if (isGone || video === undefined) {
      closeCamera(opened.value);
      return;
    }
    stream = opened.value;
    video.srcObject = stream;
    try {
      await video.play();
      look();
    } catch {
      if (!isGone) setTrouble("busy"); // play() is cut off when the element leaves: then nobody is there to tell
    }
  }

  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });

  function look(): void {
    if (isGone) return;
    const seen = video === undefined || paper === null ? null : read(video, canvas, paper);
    if (seen !== null && (seen !== told.text || Date.now() - told.at > SAME_AGAIN_MS)) {
      told = { text: seen, at: Date.now() };
      props.onCode(seen);
    }
    timer = setTimeout(look, LOOK_EVERY_MS);
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

function read(video: HTMLVideoElement, canvas: HTMLCanvasElement, paper: CanvasRenderingContext2D): string | null {
  const scale = Math.min(1, LOOK_EDGE / Math.max(video.videoWidth, video.videoHeight));
  const width = Math.floor(video.videoWidth * scale);
  const height = Math.floor(video.videoHeight * scale);
  if (width === 0 || height === 0) return null;
  canvas.width = width;
  canvas.height = height;
  paper.drawImage(video, 0, 0, width, height);
  try {
    return decodeQR(paper.getImageData(0, 0, width, height));
  } catch {
    return null; // the decoder's way to say that it sees no code yet
  }
}
