import type { ListingDraft, Outcome, ShoalCommands } from "../../../app/api.ts";
import { ok } from "../../../lib/result.ts";

export type Photos = Pick<ListingDraft, "photos" | "preview">;

/** A picture, picked or shared, made small and added as the last; the first of all gives the preview. `current` is read when it is small. */
export async function withPhoto(
  commands: Pick<ShoalCommands, "addPhoto">,
  current: () => Photos,
  picture: Blob,
): Outcome<Photos> {
  const added = await commands.addPhoto(picture);
  if (!added.ok) return added;
  const { photo, preview } = added.value;
  const others = current().photos.filter(({ hash }) => hash !== photo.hash);
  return ok({ photos: [...others, photo], preview: others.length === 0 ? preview : current().preview });
}
