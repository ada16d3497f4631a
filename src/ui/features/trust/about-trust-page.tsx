import { type JSX } from "solid-js";
import { MAX_INVITE_DROPS } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { Playground } from "./playground.tsx";

/** What the drops mean, what they hold against, what they cannot, and a place to try it. */
export function AboutTrustPage(): JSX.Element {
  const { t } = useI18n();
  return (
    <Page title={t("about-trust.title")} back="/me">
      <Stack>
        <Section title={t("about-trust.limit-title")}>
          <Card>
            <p>{t("about-trust.limit-text")}</p>
            <Quiet>{t("about-trust.limit-own")}</Quiet>
          </Card>
        </Section>
        <Section title={t("about-trust.source-title")}>
          <Card>
            <p>{t("about-trust.source-text")}</p>
            <Quiet>{t("about-trust.source-device")}</Quiet>
          </Card>
        </Section>
        <Section title={t("about-trust.sybils-title")}>
          <Card>
            <p>{t("about-trust.sybils-text", { n: MAX_INVITE_DROPS })}</p>
          </Card>
        </Section>
        <Playground />
        <Section title={t("about-trust.cannot-title")}>
          <Banner tone="koi" icon="notice">
            <p>{t("about-trust.cannot-text")}</p>
            <p>{t("about-trust.cannot-late")}</p>
            <p>{t("about-trust.cannot-do")}</p>
          </Banner>
        </Section>
      </Stack>
    </Page>
  );
}
