/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import decodeQR from "qr/decode.js";
import { useI18n } from "../i18n/i18n.tsx";
import type { MessageKey } from "../i18n/messages.ts";
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
export function CodeScanner(props: { readonly label: string; readonly onCode: (text: string) => void }): JSX.Element {
  const { t } = useI18n();
  const [trouble, setTrouble] = createSignal<CameraTrouble | null>(null);
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;
  let told = { text: "", at: 0 };
  let video: HTMLVideoElement | undefined;

  onMount(() => void start());
  onCleanup(() => {
    isGone = true;
    clearTimeout(timer);
    if (stream !== null) closeCamera(stream);
  });

  async function start(): Promise<void> {
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
    <div class={styles["scanner"]}>
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
          </>
        }
      >
        {(what) => (
          <p class={styles["trouble"]} role="alert">
            {t(TROUBLE[what()])}
          </p>
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
