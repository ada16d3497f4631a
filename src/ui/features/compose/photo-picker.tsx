/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { For, type JSX, Show } from "solid-js";
import type { ListingDraft, Outcome } from "../../../app/api.ts";
import { MAX_PHOTOS } from "../../../app/limits.ts";
import { ok } from "../../../lib/result.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { type Action, ActionError } from "../../kit/action.tsx";
import { IconButton } from "../../kit/button.tsx";
import { Quiet } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
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

  /** Another order or fewer; whichever is the first then gives the preview. */
  const arrange = (photos: ListingDraft["photos"]) => {
    const [first] = photos;
    if (first === undefined) return props.onChange({ photos, preview: null });
    if (first.hash === props.value.photos[0]?.hash) return props.onChange({ photos, preview: props.value.preview });
    props.action.run(
      () => commands.previewOf(first.hash),
      (preview) => props.onChange({ photos, preview }),
    );
  };
  const without = (index: number) => props.value.photos.filter((_, i) => i !== index);
  const firstOf = (index: number) => [...props.value.photos.slice(index, index + 1), ...without(index)];

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
                <IconButton
                  icon="close"
                  label={t("photos.remove", { n: i() + 1 })}
                  onClick={() => arrange(without(i()))}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
