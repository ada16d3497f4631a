import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { CardProof } from "../../../app/card-proof.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { type Explain } from "../../kit/error-text.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { CARD_FILE } from "../../trust/save-card.tsx";
import styles from "./card.module.css";

/** A card that somebody brought along from another pond, checked here. */
export function ReadCardPage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [proof, setProof] = createSignal<CardProof | null>(null);
  const explain: Explain = ({ kind }) => (kind === "bundle-unreadable" ? t("carry.unreadable") : null);
  const open = (file: File) => {
    // What was read before must not stand beside the failure of another file.
    setProof(null);
    action.run(() => commands.readCard(scope.pond, file), setProof);
  };
  return (
    <Page title={t("carry.read")} back={scope.href("/people")}>
      <Stack>
        <Quiet>{t("carry.read-hint")}</Quiet>
        <FileButton icon="file" accept={CARD_FILE} onFile={open}>
          {t("carry.choose")}
        </FileButton>
        <ActionError action={action} explain={explain} />
        <Show when={proof()}>{(card) => <Proof card={card()} />}</Show>
      </Stack>
    </Page>
  );
}

function Proof(props: { readonly card: CardProof }): JSX.Element {
  const { t, counted, date } = useI18n();
  const scope = usePond();
  return (
    <>
      <Section title={props.card.name || t("member.unnamed")}>
        <Card>
          <p dir="auto">
            <strong>{t("carry.in-pond", { pond: props.card.pondName })}</strong>
          </p>
          <ul class={styles["facts"]}>
            <li>{t("carry.since", { date: date(props.card.since) })}</li>
            <li>
              {counted("member.deals", props.card.dealsDone)} · {counted("member.partners", props.card.dealPartners)}
            </li>
            <li>
              {counted("member.good", props.card.vouchesGood)} · {counted("fact.bad", props.card.vouchesBad)}
            </li>
            <li>{counted("carry.met", props.card.met)}</li>
            <li>{t(props.card.forked ? "member.forked" : "member.intact")}</li>
          </ul>
          <Quiet>{t("carry.up-to", { date: date(props.card.upTo) })}</Quiet>
          <Show when={props.card.knownHere} fallback={<Quiet>{t("carry.not-member")}</Quiet>}>
            <p>
              <A data-alone href={scope.href(`/member/${props.card.member}`)}>
                {t("carry.member-here")}
              </A>
            </p>
          </Show>
        </Card>
      </Section>
      <Banner tone="koi" icon="notice">
        <p>{t("carry.honest")}</p>
      </Banner>
      <Section title={t("carry.vouchers")}>
        <Card>
          <Show when={props.card.vouchers.length > 0} fallback={<Quiet>{t("carry.no-vouchers")}</Quiet>}>
            <ul class={styles["facts"]}>
              <For each={props.card.vouchers}>{(voucher) => <Voucher voucher={voucher} />}</For>
            </ul>
          </Show>
        </Card>
      </Section>
    </>
  );
}

/** What the other pond calls him, and what he is called here where he is known: a name alone is nobody. */
function Voucher(props: { readonly voucher: CardProof["vouchers"][number] }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <li>
      <bdi>{props.voucher.name || t("member.unnamed")}</bdi>
      {": "}
      <Show when={props.voucher.knownHere} fallback={t("carry.not-known")}>
        <A href={scope.href(`/member/${props.voucher.member}`)}>
          {t("carry.known-here", { name: scope.nameOf(props.voucher.member) })}
        </A>
      </Show>
    </li>
  );
}
