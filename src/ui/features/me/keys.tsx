import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { Button } from "../../kit/button.tsx";
import { Tick } from "../../kit/choice.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { ShortcutList } from "../../shortcuts/shortcut-list.tsx";

/** Single keys: what they do, and a way to be without them. */
export function Keys(props: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }): JSX.Element {
  const { t } = useI18n();
  const [isListed, setIsListed] = createSignal(false);
  return (
    <Section title={t("keys.title")}>
      <Card>
        <Stack>
          <Quiet>{t("keys.hint")}</Quiet>
          <Tick label={t("keys.switch")} checked={props.isOn} onChange={props.onChange} />
          <Button onClick={() => setIsListed(true)}>{t("keys.show")}</Button>
          <Show when={isListed()}>
            <ShortcutList onClose={() => setIsListed(false)} />
          </Show>
        </Stack>
      </Card>
    </Section>
  );
}
