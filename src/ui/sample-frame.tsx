import { useLocation, useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useI18n } from "./i18n/i18n.tsx";
import { messageOfError, toAppError } from "./i18n/app-error.ts";
import { Banner } from "./kit/banner.tsx";
import { Button, Buttons, LinkButton } from "./kit/button.tsx";
import { Empty } from "./kit/empty.tsx";
import { Page } from "./kit/page.tsx";
import { useToasts } from "./kit/toast.tsx";
import { usePond } from "./pond-context.tsx";
import styles from "./sample-frame.module.css";
import { useShoal } from "./services.tsx";

/** Screens that lead to other people and devices: in a sample there are none (S7). */
const OUTWARD = ["/invite", "/sync", "/carry", "/pair", "/card", "/identity", "/leave"];

/** Around every screen of the sample: says what it is, and takes it away with one tap. */
export function SampleFrame(props: { readonly children: JSX.Element }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const { say } = useToasts();
  const scope = usePond();
  const navigate = useNavigate();
  const location = useLocation();
  const isOutward = () => {
    const path = location.pathname.slice(scope.href("").length);
    return OUTWARD.some((start) => path === start || path.startsWith(`${start}/`));
  };
  async function remove(): Promise<void> {
    // First away from here: this screen is about what will be gone.
    navigate("/");
    const outcome = await commands.removeSample().catch((cause: unknown) => {
      console.error(cause);
      return { ok: false, error: toAppError(cause) } as const;
    });
    say(t(outcome.ok ? "sample.gone" : messageOfError(outcome.error)));
  }
  return (
    <>
      <div class={styles["sample"]}>
        <Banner tone="calm" icon="pond">
          <div class={styles["line"]}>
            <p>{t("sample.banner")}</p>
            <Button weight="plain" onClick={() => void remove()}>
              {t("sample.remove")}
            </Button>
          </div>
        </Banner>
      </div>
      <Show when={!isOutward()} fallback={<Outward />}>
        {props.children}
      </Show>
    </>
  );
}

function Outward(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <Page title={scope.card().name} back={scope.href("")}>
      <Empty title={t("sample.outward")} text={t("sample.inside")}>
        <Buttons>
          <LinkButton weight="strong" icon="pond" href="/">
            {t("sample.start")}
          </LinkButton>
        </Buttons>
      </Empty>
    </Page>
  );
}
