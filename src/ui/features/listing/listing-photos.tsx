/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a paragraph that is read aloud when it changes */
import { createEffect, createMemo, createSignal, For, type JSX, mapArray, on, Show } from "solid-js";
import type { BlobHash } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Photo } from "../../kit/photo.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { PhotoViewer } from "./photo-viewer.tsx";
import styles from "./photos.module.css";

/** A listing's photos side by side; whoever taps one sees it large. What is not here yet is asked for, the first first. */
export function ListingPhotos(props: { readonly view: ListingView }): JSX.Element {
  const { t, counted } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const hashes = createMemo<readonly BlobHash[]>(() => props.view.photos.map(({ hash }) => hash), [], {
    equals: (a, b) => a.join() === b.join(),
  });
  const here = createMemo(mapArray(hashes, (hash) => createLiveQuery(() => queries.photo(hash))));
  const missing = () => here().filter((photo) => photo() === null).length;
  const [looked, setLooked] = createSignal<number | null>(null);

  createEffect(
    on(hashes, (all) => {
      if (all.length === 0) return;
      const photos = props.view.photos.map((photo) => ({ ...photo }));
      // What cannot be noted now is asked for again when the page is opened again; the preview is here all the same.
      void commands.wantPhotos(scope.pond, photos).catch((cause: unknown) => console.error("photos", cause));
    }),
  );

  return (
    <Show
      when={hashes().length > 0}
      fallback={<Photo kind={props.view.kind} preview={props.view.preview} alt={props.view.title} shape="stage" />}
    >
      <ul class={styles["strip"]} data-several={hashes().length > 1}>
        <For each={hashes()}>
          {(hash, i) => (
            <li>
              <button
                type="button"
                class={styles["open"]}
                onClick={() => setLooked(i())}
                aria-label={t("photos.open", { n: i() + 1, of: hashes().length })}
              >
                <Photo
                  kind={props.view.kind}
                  preview={i() === 0 ? props.view.preview : null}
                  full={hash}
                  alt={props.view.title}
                  shape="stage"
                />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={missing() > 0}>
        <p class={styles["coming"]} role="status">
          {counted("photos.coming", missing())}
        </p>
      </Show>
      <Show when={looked() !== null}>
        <PhotoViewer view={props.view} hashes={hashes()} first={looked() ?? 0} onClose={() => setLooked(null)} />
      </Show>
    </Show>
  );
}
