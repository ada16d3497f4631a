import { type JSX, Show } from "solid-js";
import { defaultSettings } from "../app/default-settings.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { Banner } from "./kit/banner.tsx";
import { Button } from "./kit/button.tsx";
import { createLiveQuery } from "./live-query.ts";
import { useShoal } from "./services.tsx";
import styles from "./sample-frame.module.css";

/** One calm sentence at the first visit of a screen, until it was read. In nobody's way: all else works with it there. */
export function Hint(props: { readonly name: "compose" | "deal" | "member" }): JSX.Element {
  const { t, language } = useI18n();
  const { queries, commands } = useShoal();
  const settings = createLiveQuery(() => queries.settings());
  const isDue = () => {
    const known = settings();
    return known !== undefined && !(known.hintsRead ?? "").split(" ").includes(props.name);
  };
  const read = () => {
    const known = settings();
    const hintsRead = `${known?.hintsRead ?? ""} ${props.name}`.trim();
    void commands.saveSettings({ ...defaultSettings(language()), ...known, hintsRead }); // where that fails, it comes once more
  };
  return (
    <Show when={isDue()}>
      <Banner tone="calm" icon="notice">
        <div class={styles["line"]}>
          <p>{t(`hint.${props.name}`)}</p>
          <Button weight="plain" onClick={read}>
            {t("hint.read")}
          </Button>
        </div>
      </Banner>
    </Show>
  );
}
