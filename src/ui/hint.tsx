import { type JSX, Show } from "solid-js";
import type { Outcome } from "../app/api.ts";
import { defaultSettings } from "../app/default-settings.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { Banner } from "./kit/banner.tsx";
import { Button } from "./kit/button.tsx";
import { useToasts } from "./kit/toast.tsx";
import { createLiveQuery, firstOf } from "./live-query.ts";
import { useShoal } from "./services.tsx";
import styles from "./sample-frame.module.css";

/** One calm sentence at the first visit of a screen, until it was read. In nobody's way: all else works with it there. */
export function Hint(props: { readonly name: "compose" | "deal" | "member" }): JSX.Element {
  const { t, language } = useI18n();
  const { queries, commands } = useShoal();
  const { offer } = useToasts();
  const settings = createLiveQuery(() => queries.settings());
  const isDue = () => {
    const known = settings();
    return known !== undefined && !(known.hintsRead ?? "").split(" ").includes(props.name);
  };
  /** By the settings as they are then: others of them may have changed meanwhile. */
  async function mark(name: string, isRead: boolean): Outcome<void> {
    const known = { ...defaultSettings(language()), ...(await firstOf(queries.settings())) };
    const others = (known.hintsRead ?? "").split(" ").filter((one) => one !== "" && one !== name);
    return commands.saveSettings({ ...known, hintsRead: [...others, ...(isRead ? [name] : [])].join(" ") });
  }
  async function read(name: string): Promise<void> {
    const done = await mark(name, true);
    if (done.ok) offer(t("undo.hint"), () => mark(name, false)); // where that fails, it comes once more
  }
  return (
    <Show when={isDue()}>
      <Banner tone="calm" icon="about">
        <div class={styles["line"]}>
          <p>{t(`hint.${props.name}`)}</p>
          <Button weight="plain" onClick={() => void read(props.name)}>
            {t("hint.read")}
          </Button>
        </div>
      </Banner>
    </Show>
  );
}
