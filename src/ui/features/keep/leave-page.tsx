/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button } from "../../kit/button.tsx";
import { Card, Page, Section, Stack } from "../../kit/page.tsx";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { BackupForm } from "./backup-form.tsx";

/** Leave and take everything with me: the file, the word to the others, and then the pond goes from here. */
export function LeavePage(): JSX.Element {
  const { t } = useI18n();
  const { commands, queries } = useShoal();
  const scope = usePond();
  const [leaving, forgetting] = [createAction(), createAction()];
  const [hasLeft, setLeft] = createSignal(false);
  const devices = createLiveQuery(() => queries.devices(), "feed");
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  const isOver = () =>
    hasLeft() || devices()?.some(({ pond, isThis, ended }) => pond === scope.pond && isThis && ended) === true;
  const isHeard = () => sync()?.state !== "starting" && sync()?.onlyHere === 0;
  // Begins anew: what still runs here holds the pond open.
  const goHome = () => {
    location.hash = "#/";
    location.reload();
  };
  return (
    <Page title={t("leave.title")} back="/me/storage">
      <Stack>
        <p>{t("leave.hint")}</p>
        <Section title={t("leave.take")}>
          <Card>
            <BackupForm />
          </Card>
        </Section>
        <Section title={t("leave.action")}>
          <Card>
            <Show
              when={isOver()}
              fallback={
                <TwoSteps
                  first={t("leave.action")}
                  meaning={t("leave.meaning")}
                  second={t("leave.sure")}
                  action={leaving}
                  onSure={() =>
                    leaving.run(
                      () => commands.leavePond(scope.pond),
                      () => setLeft(true),
                    )
                  }
                />
              }
            >
              <Stack>
                <div role="status">
                  <Banner tone={isHeard() ? "calm" : "koi"} icon="notice">
                    <p>{t("leave.left")}</p>
                    <p>{t(isHeard() ? "leave.heard" : "leave.unheard")}</p>
                  </Banner>
                </div>
                <Button
                  weight={isHeard() ? "strong" : "soft"}
                  wide
                  busy={forgetting.busy()}
                  onClick={() => forgetting.run(() => commands.forgetPond(scope.pond), goHome)}
                >
                  {t("leave.forget")}
                </Button>
                <ActionError action={forgetting} />
              </Stack>
            </Show>
          </Card>
        </Section>
      </Stack>
    </Page>
  );
}
