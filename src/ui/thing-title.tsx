import type { JSX } from "solid-js";
import type { RecordId } from "../domain/ids.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { Photo } from "./kit/photo.tsx";
import { createLiveQuery } from "./live-query.ts";
import { usePond } from "./pond-context.tsx";
import { useShoal } from "./services.tsx";

/** What a listing is called, open or long gone; "Deal" until it has arrived. */
export function createThingTitle(id: () => RecordId): () => string {
  const { queries } = useShoal();
  const { t } = useI18n();
  const scope = usePond();
  const listing = createLiveQuery(() => queries.listing(scope.pond, id()));
  return () => listing()?.title ?? t("deal.title");
}

export function ThingTitle(props: { readonly id: RecordId }): JSX.Element {
  const title = createThingTitle(() => props.id);
  return <bdi>{title()}</bdi>;
}

/** A small picture of a listing, or the drawing of its kind; beside its title, which says what it shows. */
export function ThingPhoto(props: { readonly id: RecordId }): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const listing = createLiveQuery(() => queries.listing(scope.pond, props.id));
  return <Photo kind={listing()?.kind ?? "thing"} preview={listing()?.preview ?? null} alt="" shape="thumb" />;
}
