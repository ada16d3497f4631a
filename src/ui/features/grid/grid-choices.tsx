import { createUniqueId, type JSX } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import type { GridView } from "./grid-view.ts";
import styles from "./grid.module.css";

/** In which order, and from whom. Small, because the things are what one comes for. */
export function GridChoices(props: {
  readonly view: GridView;
  readonly onChange: (view: GridView) => void;
}): JSX.Element {
  const { t } = useI18n();
  const id = createUniqueId();
  return (
    <div class={styles["choices"]}>
      <label class={styles["order"]} for={id}>
        <span class={styles["unseen"]}>{t("grid.order")}</span>
        <select
          id={id}
          onChange={(event) =>
            props.onChange({
              ...props.view,
              order: event.currentTarget.value === "most-trusted" ? "most-trusted" : "newest",
            })
          }
        >
          <option value="newest" selected={props.view.order === "newest"}>
            {t("grid.newest")}
          </option>
          <option value="most-trusted" selected={props.view.order === "most-trusted"}>
            {t("grid.most-trusted")}
          </option>
        </select>
      </label>
      <label class={styles["only"]}>
        <input
          type="checkbox"
          checked={props.view.onlyTrusted}
          onChange={(event) => props.onChange({ ...props.view, onlyTrusted: event.currentTarget.checked })}
        />
        <span>{t("grid.trusted-only")}</span>
      </label>
    </div>
  );
}
