import { createSignal, For, type JSX, onMount } from "solid-js";
import { useI18n } from "../i18n/i18n.tsx";
import type { MessageKey } from "../i18n/messages.ts";
import { IconButton } from "../kit/button.tsx";
import { SHORTCUTS } from "./presses.ts";
import styles from "./shortcut-list.module.css";

/** Not a single character: it works also where those are switched off. */
const CLOSE: { readonly keys: readonly string[]; readonly label: MessageKey } = { keys: ["Esc"], label: "keys.close" };

/** Which keys do what, above the screen. */
export function ShortcutList(props: { readonly onClose: () => void }): JSX.Element {
  const { t } = useI18n();
  const [dialog, setDialog] = createSignal<HTMLDialogElement>();
  onMount(() => dialog()?.showModal());
  return (
    <dialog ref={setDialog} class={styles["dialog"]} aria-labelledby="shortcuts-title" onClose={() => props.onClose()}>
      <header class={styles["head"]}>
        <h2 id="shortcuts-title">{t("keys.title")}</h2>
        <IconButton icon="close" label={t("action.dismiss")} onClick={() => dialog()?.close()} />
      </header>
      <dl class={styles["keys"]}>
        <For each={[...SHORTCUTS, CLOSE]}>
          {({ keys, label }) => (
            <div>
              <dt>
                <For each={keys}>{(key) => <kbd>{key.length === 1 ? key.toUpperCase() : key}</kbd>}</For>
              </dt>
              <dd>{t(label)}</dd>
            </div>
          )}
        </For>
      </dl>
    </dialog>
  );
}
