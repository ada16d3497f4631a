/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { For, type JSX, onCleanup, Show } from "solid-js";
import type { ListingDraft, Outcome } from "../../../app/api.ts";
import { MAX_PHOTOS } from "../../../app/limits.ts";
import { ok } from "../../../lib/result.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { type Action, ActionError } from "../../kit/action.tsx";
import { IconButton } from "../../kit/button.tsx";
import { Quiet } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { useShoal } from "../../services.tsx";
import { type Photos, withPhoto } from "./add-photo.ts";
import styles from "./compose.module.css";

/** Camera first: up to MAX_PHOTOS photos, of which the first is the one that everybody sees. */
export function PhotoPicker(props: {
  readonly kind: ListingDraft["kind"];
  readonly value: Photos;
  readonly action: Action;
  readonly onChange: (photos: Photos) => void;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const { offer, say } = useToasts();
  const isFull = () => props.value.photos.length >= MAX_PHOTOS;

  const add = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    input.value = ""; // the same file can be chosen again
    if (files.length > 0) props.action.run(() => addAll(files));
  };

  /** One after the other, each kept as soon as it is small: of ten, those that had room are there. */
  async function addAll(files: readonly File[]): Outcome<void> {
    for (const file of files.slice(0, MAX_PHOTOS - props.value.photos.length)) {
      const added = await withPhoto(commands, () => props.value, file);
      if (!added.ok) return added;
      props.onChange(added.value);
    }
    return ok(undefined);
  }

  /** Another order, fewer or more; whichever is the first then gives the preview. `then` once it is so. */
  const arrange = (photos: ListingDraft["photos"], then?: () => void) => {
    const show = (preview: Photos["preview"]) => {
      props.onChange({ photos, preview });
      then?.();
    };
    const [first] = photos;
    if (first === undefined) return show(null);
    if (first.hash === props.value.photos[0]?.hash) return show(props.value.preview);
    props.action.run(() => commands.previewOf(first.hash), show);
  };
  const without = (index: number) => props.value.photos.filter((_, i) => i !== index);
  const firstOf = (index: number) => [...props.value.photos.slice(index, index + 1), ...without(index)];

  /** Each that was taken out and can be put back, as long as this form is there. */
  const offered: (() => void)[] = [];
  onCleanup(() => {
    for (const end of offered) end();
  });
  const takeOut = (index: number) => {
    const photo = props.value.photos[index];
    if (photo === undefined) return;
    const again = { ...photo };
    arrange(without(index), () => {
      offered.push(offer(t("undo.photo"), () => putBack(again, index)));
    });
  };
  /** Where it was, or as far to the front as photos are left. */
  function putBack(photo: ListingDraft["photos"][number], index: number): void {
    const others = props.value.photos.filter(({ hash }) => hash !== photo.hash);
    if (others.length >= MAX_PHOTOS) return say(t("photos.full", { n: MAX_PHOTOS }));
    arrange([...others.slice(0, index), photo, ...others.slice(index)], () => say(t("undo.done")));
  }

  return (
    <>
      <label class={styles["camera"]}>
        <Photo
          kind={props.kind}
          preview={props.value.preview}
          full={props.value.photos[0]?.hash ?? null}
          alt={t("compose.photo-alt")}
          shape="stage"
        />
        <Show when={!isFull()}>
          <span class={styles["shutter"]}>
            {t(props.value.preview === null ? "compose.photo" : "compose.photo-again")}
          </span>
        </Show>
        <input
          type="file"
          accept="image/*"
          multiple
          disabled={isFull()}
          onChange={(event) => add(event.currentTarget)}
        />
      </label>
      <Show when={isFull()}>
        <Quiet>{t("photos.full", { n: MAX_PHOTOS })}</Quiet>
      </Show>
      <ActionError action={props.action} />
      <Show when={props.value.photos.length > 0}>
        <ul class={styles["photos"]} aria-label={t("photos.yours")}>
          <For each={props.value.photos}>
            {(photo, i) => (
              <li class={styles["one"]}>
                <Photo kind={props.kind} preview={null} full={photo.hash} alt="" shape="thumb" />
                <Show when={i() > 0} fallback={<span class={styles["first"]}>{t("photos.first")}</span>}>
                  <IconButton
                    icon="up"
                    label={t("photos.make-first", { n: i() + 1 })}
                    onClick={() => arrange(firstOf(i()))}
                  />
                </Show>
                <IconButton icon="close" label={t("photos.remove", { n: i() + 1 })} onClick={() => takeOut(i())} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
