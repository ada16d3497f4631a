/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createResource, createSignal, type JSX, Show } from "solid-js";
import type { HandoverCode } from "../../../app/api.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { CodePicture } from "../../kit/code-picture.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./deals.module.css";

const LONGEST_WORDS = 80;

/** Face to face: my code on the screen, theirs through the camera, or six words, or neither. Needs no network. */
export function Handover(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayConfirm: boolean;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [typed, setTyped] = createSignal("");
  const [code] = createResource(
    () => props.deal.id,
    (id) => commands.handoverCode(scope.pond, id),
  );
  const shown = (): HandoverCode | null => {
    const read = code();
    return read?.ok === true ? read.value : null;
  };
  const failed = () => {
    const read = code();
    return read?.ok === false ? read.error : null;
  };
  const confirm = (seen: Parameters<typeof commands.confirmHandover>[2]) =>
    action.run(() => commands.confirmHandover(scope.pond, props.deal.id, seen));
  return (
    <Section title={t("handover.title")}>
      <Stack>
        <Show when={failed()}>{(error) => <ErrorText error={error()} />}</Show>
        <Show when={shown()}>
          {(mine) => (
            <Card>
              <Quiet>{t("handover.show", { name: props.other })}</Quiet>
              <CodePicture text={mine().code} label={t("handover.code-label")} />
              <Quiet>{t("handover.words-show")}</Quiet>
              <p class={styles["spoken"]} lang="en" aria-label={t("handover.words-label")}>
                {mine().words.join(" ")}
              </p>
            </Card>
          )}
        </Show>
        <Show
          when={props.mayConfirm}
          fallback={
            <Show when={props.deal.state === "handed"}>
              <p role="status">{t("handover.waiting", { name: props.other })}</p>
            </Show>
          }
        >
          <Scanner
            strong
            action={t("handover.scan")}
            label={t("handover.scan-label", { name: props.other })}
            onCode={(text) => confirm({ code: text })}
          />
          <ActionError action={action} />
          <details>
            <summary>{t("handover.no-camera")}</summary>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                confirm({ words: typed().trim().split(/\s+/) });
              }}
            >
              <Stack>
                <TextField
                  label={t("handover.words-type", { name: props.other })}
                  value={typed()}
                  onInput={setTyped}
                  maxLength={LONGEST_WORDS}
                  required
                  spellcheck={false}
                />
                <Button type="submit" busy={action.busy()}>
                  {t("handover.words-confirm")}
                </Button>
                <Button weight="plain" busy={action.busy()} onClick={() => confirm("apart")}>
                  {t("handover.apart")}
                </Button>
              </Stack>
            </form>
          </details>
        </Show>
      </Stack>
    </Section>
  );
}
