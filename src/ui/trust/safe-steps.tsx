import { type JSX, Show } from "solid-js";
import type { IdentityKey } from "../../domain/ids.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { usePond } from "../pond-context.tsx";
import styles from "./safe-steps.module.css";

/** How to begin with somebody of whom little is known. */
export function SafeSteps(props: { readonly member: IdentityKey }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const inviter = () => {
    const by = scope.members()?.find(({ id }) => id === props.member)?.invitedBy ?? null;
    return by === scope.me ? null : by;
  };
  return (
    <div>
      <p>
        <strong>{t("safe.title")}</strong>
      </p>
      <ul class={styles["steps"]}>
        <li>{t("safe.small")}</li>
        <li>{t("safe.together")}</li>
        <li>{t("safe.place")}</li>
        <Show when={inviter()} fallback={<li>{t("safe.introduce")}</li>}>
          {(by) => <li>{t("safe.ask", { inviter: scope.nameOf(by()), name: scope.nameOf(props.member) })}</li>}
        </Show>
      </ul>
    </div>
  );
}
