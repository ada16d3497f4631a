import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Tick } from "../../kit/choice.tsx";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { askForNotices, noticePermission } from "../../notices.ts";

/** Whether Shoal may speak up while nobody looks at it. The browser asks the person only when this is switched on. */
export function Notify(props: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }): JSX.Element {
  const { t } = useI18n();
  const [permission, setPermission] = createSignal(noticePermission());
  const isOn = () => props.isOn && permission() === "granted";
  const turn = async (on: boolean) => {
    if (on) setPermission(await askForNotices());
    props.onChange(on && permission() === "granted");
  };
  return (
    <Section title={t("notify.title")}>
      <Card>
        <Show when={permission() !== "missing"} fallback={<Quiet>{t("notify.missing")}</Quiet>}>
          <Tick label={t("notify.switch")} checked={isOn()} onChange={(on) => void turn(on)} />
          <Quiet>{t(permission() === "denied" ? "notify.denied" : "notify.hint")}</Quiet>
        </Show>
      </Card>
    </Section>
  );
}
