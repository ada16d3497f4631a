import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import type { BlobHash } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { IconButton } from "../../kit/button.tsx";
import { Photo } from "../../kit/photo.tsx";
import styles from "./photos.module.css";

/** Photos on the whole screen: swiped by the finger, the wheel, the arrow keys or the buttons; two fingers bring them nearer. */
export function PhotoViewer(props: {
  readonly view: ListingView;
  readonly hashes: readonly BlobHash[];
  /** Which one is seen first. */
  readonly first: number;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const [at, setAt] = createSignal(0);
  const [dialog, setDialog] = createSignal<HTMLDialogElement>();
  const [strip, setStrip] = createSignal<HTMLUListElement>();

  const turnTo = (index: number, behavior: ScrollBehavior = "smooth") => {
    const page = strip()?.children[Math.max(0, Math.min(index, props.hashes.length - 1))];
    page?.scrollIntoView({ inline: "start", block: "nearest", behavior });
  };
  const look = () => {
    const { scrollLeft = 0, clientWidth = 0 } = strip() ?? {};
    if (clientWidth > 0) setAt(Math.round(Math.abs(scrollLeft) / clientWidth));
  };

  onMount(() => {
    dialog()?.showModal();
    turnTo(props.first, "instant");
    setAt(props.first);
  });

  return (
    <dialog
      ref={setDialog}
      class={styles["viewer"]}
      aria-label={t("photos.of", { title: props.view.title })}
      onClose={() => props.onClose()}
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        // The next one lies where lines go on.
        turnTo(at() + (getComputedStyle(event.currentTarget).direction === "rtl" ? -step : step));
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by the keyboard */}
      <ul class={styles["large"]} tabindex={0} ref={setStrip} onScroll={look}>
        <For each={props.hashes}>
          {(hash, i) => (
            <li>
              <Photo
                kind={props.view.kind}
                preview={i() === 0 ? props.view.preview : null}
                full={hash}
                alt={t("photos.open", { n: i() + 1, of: props.hashes.length })}
                shape="whole"
              />
            </li>
          )}
        </For>
      </ul>
      <div class={styles["bar"]}>
        <IconButton icon="close" label={t("photos.close")} onClick={() => dialog()?.close()} />
        <Show when={props.hashes.length > 1}>
          {/* Not `disabled`: at the last photo the keyboard would lose the button that it stands on, and the arrow keys with it. */}
          <IconButton
            icon="back"
            label={t("photos.previous")}
            aria-disabled={at() === 0}
            onClick={() => turnTo(at() - 1)}
          />
          <span aria-live="polite">{t("photos.place", { n: at() + 1, of: props.hashes.length })}</span>
          <IconButton
            icon="forward"
            label={t("photos.next")}
            aria-disabled={at() === props.hashes.length - 1}
            onClick={() => turnTo(at() + 1)}
          />
        </Show>
      </div>
    </dialog>
  );
}
