import type { ListingView } from "../../../domain/pond/views.ts";
import type { I18n } from "../../i18n/i18n.tsx";

/** What is wanted in return, in words. */
export function returnsWords(
  { kind, returns, wants }: Pick<ListingView, "kind" | "returns" | "wants">,
  { t }: Pick<I18n, "t">,
): string {
  if (kind === "gift") return t("returns.given-away");
  if (returns === "nothing") return t("returns.free");
  if (returns === "anything") return wants === "" ? t("returns.anything") : t("returns.anything-like", { wants });
  if (returns === "cash") return wants === "" ? t("returns.cash") : t("returns.cash-of", { wants });
  if (wants === "") return t("returns.swap");
  return t(kind === "wanted" ? "returns.gives" : "grid.wants", { wants });
}
