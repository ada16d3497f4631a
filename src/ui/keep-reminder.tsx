import { useLocation } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, on, Show, untrack } from "solid-js";
import { useI18n } from "./i18n/i18n.tsx";
import { ActionError, createAction } from "./kit/action.tsx";
import { Banner } from "./kit/banner.tsx";
import { Button, Buttons, LinkButton } from "./kit/button.tsx";
import { createLiveQuery } from "./live-query.ts";
import styles from "./keep-reminder.module.css";
import { usePond } from "./pond-context.tsx";
import { useShoal } from "./services.tsx";

/** Records of a feed that are there before its person has said anything: its opening and the name. */
const FIRST_RECORDS = 2;

let hasAsked = false;

/**
 * Once there is something worth keeping, the browser is asked to keep it; once there is something to lose, the person is reminded of
 * a backup, calmly and not again at once.
 */
export function KeepReminder(): JSX.Element {
  const { t } = useI18n();
  const { commands, device, queries } = useShoal();
  const scope = usePond();
  const location = useLocation();
  const action = createAction();
  const keeping = createLiveQuery(() => queries.keeping(), "backupAt");
  const devices = createLiveQuery(() => queries.devices(), "feed");
  const hasSaid = createMemo(
    () =>
      devices()?.some(({ pond, isThis, records }) => pond === scope.pond && isThis && records > FIRST_RECORDS) === true,
  );
  createEffect(() => {
    if (!hasSaid() || hasAsked) return;
    hasAsked = true;
    // What came of it is said under Me, Storage; a browser that cannot answer has refused.
    device.askToKeep().catch((cause: unknown) => console.warn("storage is not kept", cause));
  });
  const isDue = () => keeping()?.isDue === true;
  const [isTold, setTold] = createSignal(false);
  // It stands above all else: it comes with a screen, and never pushes one away from under a finger.
  createEffect(
    on([() => location.pathname, () => keeping() === undefined], () => {
      setTold(untrack(isDue));
    }),
  );
  return (
    <Show when={isTold() && isDue()}>
      <div class={styles["reminder"]}>
        <Banner tone="calm" icon="notice">
          <p>{t("remind.text")}</p>
          <Buttons>
            <LinkButton weight="strong" href="/me/backup">
              {t("remind.action")}
            </LinkButton>
            <Button weight="plain" busy={action.busy()} onClick={() => action.run(() => commands.putOffBackup())}>
              {t("remind.later")}
            </Button>
          </Buttons>
          <ActionError action={action} />
        </Banner>
      </div>
    </Show>
  );
}
