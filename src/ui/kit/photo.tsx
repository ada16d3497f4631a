import { createSignal, type JSX, Show } from "solid-js";
import type { BlobHash } from "../../domain/ids.ts";
import type { ListingKind } from "../../domain/kinds/listing.ts";
import { createLiveQuery } from "../live-query.ts";
import { useShoal } from "../services.tsx";
import { Icon } from "./icon.tsx";
import { createObjectUrl } from "./object-url.ts";
import styles from "./photo.module.css";

interface PhotoProps {
  readonly kind: ListingKind;
  readonly preview: Uint8Array | null;
  /** The photo itself, where the preview is not enough. */
  readonly full?: BlobHash | null;
  /** What it shows; empty where the words beside it say so. */
  readonly alt: string;
  readonly shape: "card" | "stage" | "thumb" | "whole";
}

/** A photo: the preview at once, the full picture as soon as it is here, a drawing of its kind where there is none that can be shown. */
export function Photo(props: PhotoProps): JSX.Element {
  const { queries } = useShoal();
  const full = createLiveQuery(() => {
    const hash = props.full ?? null;
    return hash === null ? null : queries.photo(hash);
  });
  const url = createObjectUrl(() => full() ?? props.preview);
  /** What began like a picture and could not be drawn. */
  const [broken, setBroken] = createSignal<string | null>(null);
  return (
    <div class={styles["photo"]} data-shape={props.shape} data-sharp={(full() ?? null) !== null}>
      <Show
        when={url() === broken() ? null : url()}
        fallback={
          <div class={styles["none"]}>
            <Icon name={props.kind} />
          </div>
        }
      >
        {(src) => <img src={src()} alt={props.alt} loading="lazy" decoding="async" onError={() => setBroken(src())} />}
      </Show>
    </div>
  );
}
