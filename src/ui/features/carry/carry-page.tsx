/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, type JSX, Show } from "solid-js";
import { BUNDLE_TYPE } from "../../../app/code-runs.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { CodeRun } from "../../kit/code-run.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { type Explain } from "../../kit/error-text.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createRunSight, RunByHand, RunScanner } from "../../kit/run-scanner.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { canShareFile, shareFile } from "../../kit/share-file.ts";
import { openPondFile } from "../../opened-file.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** What somebody's codes have said that he lacks. */
interface Lacking {
  /** His codes, as they were scanned. */
  readonly run: Uint8Array;
  readonly records: number;
  readonly codes: readonly string[] | null;
}

/** M5: giving and taking the pond where there is no network: as a file, or a few records as codes on the screen. */
export function CarryPage(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  /** An object of its own for each run that was scanned: the camera has seen what it was opened for. */
  const [last, setLast] = createSignal<{ readonly lacking: Lacking | null }>({ lacking: null });
  const explain: Explain = ({ kind }) => (kind === "code-unreadable" ? t("bring.not-such-codes") : null);

  const take = (run: Uint8Array) =>
    action.run(
      () => commands.readRun(scope.pond, run),
      ({ bundle, lacking }) => {
        if (bundle !== null) openPondFile(bundle);
        else if (lacking !== null) setLast({ lacking: { run, ...lacking } });
      },
    );
  const notSuch = () => action.run(async () => ({ ok: false, error: { kind: "code-unreadable" } }) as const);
  const sight = createRunSight({ run: take, other: notSuch });
  return (
    <Page title={t("bring.title")} back={scope.href("/sync")} lead={<bdi>{scope.card().name}</bdi>}>
      <Stack>
        <Section title={t("bring.give")}>
          <Card>
            <Quiet>{t("bring.give-hint")}</Quiet>
            <GiveFile theirs={null} />
          </Card>
        </Section>
        <Section title={t("bring.take")}>
          <Card>
            <Quiet>{t("bring.take-hint")}</Quiet>
            <FileButton icon="file" accept=".pond" onFile={openPondFile}>
              {t("bring.choose")}
            </FileButton>
          </Card>
        </Section>
        <Section title={t("bring.codes")}>
          <Card>
            <Quiet>{t("bring.codes-hint")}</Quiet>
            <Show when={last().lacking}>{(lacking) => <GiveLacking lacking={lacking()} />}</Show>
            <Show when={last()} keyed>
              <RunScanner sight={sight} action={t("bring.scan")} label={t("bring.scan-label")} />
            </Show>
            <ActionError action={action} explain={explain} />
            <Fold label={t("bring.show-mine")}>
              <WhatIHave />
            </Fold>
            <Fold label={t("handover.no-camera")}>
              <RunByHand sight={sight} busy={action.busy()} />
            </Fold>
          </Card>
        </Section>
      </Stack>
    </Page>
  );
}

/** All of the pond, or what somebody lacks, as a file. */
function GiveFile(props: { readonly theirs: Uint8Array | null }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const name = () => `${scope.card().name}.pond`;
  const make = (give: (file: Blob, name: string) => void) =>
    action.run(
      () => commands.exportBundle(scope.pond, props.theirs),
      (file) => give(file, name()),
    );
  return (
    <Stack>
      <Buttons>
        <Show when={canShareFile(name(), BUNDLE_TYPE)}>
          <Button
            icon="share"
            weight="strong"
            busy={action.busy()}
            onClick={() => make((file, as) => void shareFile(file, as))}
          >
            {t("bring.share")}
          </Button>
        </Show>
        <Button icon="file" busy={action.busy()} onClick={() => make(saveFile)}>
          {t("bring.save")}
        </Button>
      </Buttons>
      <ActionError action={action} />
    </Stack>
  );
}

function GiveLacking(props: { readonly lacking: Lacking }): JSX.Element {
  const { t, counted } = useI18n();
  return (
    <Show when={props.lacking.records > 0} fallback={<p role="status">{t("bring.lacks-nothing")}</p>}>
      <p role="status">
        <strong>{counted("bring.lacks", props.lacking.records)}</strong>
      </p>
      <Show when={props.lacking.codes} fallback={<Quiet>{t("bring.too-much")}</Quiet>}>
        {(codes) => (
          <>
            <p>{t("bring.let-scan")}</p>
            <CodeRun texts={codes()} label={t("bring.code-label")} />
            <Fold label={t("run.mine-as-text")}>
              <CopyText label={t("run.mine-as-text")} text={codes().join(" ")} action={t("run.copy")} />
            </Fold>
            <Quiet>{t("bring.or-file")}</Quiet>
          </>
        )}
      </Show>
      <GiveFile theirs={props.lacking.run} />
    </Show>
  );
}

/** Codes by which somebody else sees what I lack. */
function WhatIHave(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  return (
    <Stack>
      <Quiet>{t("bring.show-hint")}</Quiet>
      <Show
        when={codes()}
        fallback={
          <Button
            icon="scan"
            busy={action.busy()}
            onClick={() => action.run(() => commands.codesOfMine(scope.pond), setCodes)}
          >
            {t("bring.show")}
          </Button>
        }
      >
        {(texts) => (
          <>
            <CodeRun texts={texts()} label={t("bring.have-label")} />
            <CopyText label={t("run.mine-as-text")} text={texts().join(" ")} action={t("run.copy")} />
          </>
        )}
      </Show>
      <ActionError action={action} />
    </Stack>
  );
}
