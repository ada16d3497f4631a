import { useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Page } from "../../kit/page.tsx";
import { PondChoice } from "../../pond-choice.tsx";

/** Where the shortcuts of the app's icon lead: to the screen of that name, in the one pond or in the one that is chosen. */
export function GoPage(): JSX.Element {
  const { t } = useI18n();
  const params = useParams<{ what: string }>();
  const navigate = useNavigate();
  /** An address may have been changed by hand: whatever is no new listing is the card. */
  const isNew = () => params.what === "new";
  return (
    <Page title={t(isNew() ? "compose.new" : "met.my-card")} back="/">
      <PondChoice
        question={t("launch.which")}
        none={t("launch.no-pond-hint")}
        onPick={(pond) => navigate(`/pond/${pond}/${isNew() ? "new" : "card"}`, { replace: true })}
      />
    </Page>
  );
}
