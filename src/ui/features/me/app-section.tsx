import { type JSX, Match, Show, Switch } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { install, installPrompt } from "../../installed/install-prompt.ts";
import { browserSigns, installWay } from "../../installed/install-way.ts";
import { update } from "../../installed/update.ts";
import { Button } from "../../kit/button.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";

/** Shoal as an app of this device: how to install it, and a new version that was put off. */
export function AppSection(): JSX.Element {
  const { t } = useI18n();
  const way = installWay(browserSigns());
  return (
    <Section title={t("install.title")}>
      <Card>
        <Stack>
          <Show when={update.state() !== "none"}>
            <p>
              <strong>{t(update.state() === "ready" ? "update.ready" : "update.elsewhere")}</strong>
            </p>
            <p>{t(update.state() === "ready" ? "update.ready-hint" : "update.elsewhere-hint")}</p>
            <Button weight="strong" icon="up" onClick={() => update.take()}>
              {t(update.state() === "ready" ? "update.take" : "update.reload")}
            </Button>
          </Show>
          <Switch fallback={<Quiet>{t(`install.by-${way}`)}</Quiet>}>
            <Match when={installPrompt()}>
              <Quiet>{t("install.hint")}</Quiet>
              <Button icon="pond" onClick={() => void install()}>
                {t("install.do")}
              </Button>
            </Match>
          </Switch>
        </Stack>
      </Card>
    </Section>
  );
}
