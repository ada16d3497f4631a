/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { For, type JSX, Show } from "solid-js";
import { BREAK_REASONS } from "../../../app/limits.ts";
import type { DealEnd } from "../../../domain/kinds/deal.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Quiet } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** D11: ending a deal that does not work out, and what is said of one that was ended. */
export function Ending(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly may: ReadonlySet<string>;
}): JSX.Element {
  const { t, date } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const end = (how: DealEnd["end"]) => action.run(() => commands.endDeal(scope.pond, props.deal.id, how));
  const isAskedByOther = () => props.deal.endAskedBy !== null && props.deal.endAskedBy !== scope.me;
  const said = () => {
    const { ended } = props.deal;
    if (ended === null) return null;
    if (ended.how === "agreement") return t("end.agreed-on", { date: date(ended.time) });
    const name = ended.by === scope.me ? t("person.you-first") : scope.nameOf(ended.by);
    return `${t("end.broken-says", { name })} ${t(`break.${ended.why}`)}`;
  };
  return (
    <>
      <Show when={said()}>{(text) => <p role="status">{text()}</p>}</Show>
      <Show when={props.may.has("break")}>
        <Show when={isAskedByOther()}>
          <p role="status">{t("end.asked", { name: props.other })}</p>
          <Button busy={action.busy()} onClick={() => end({ how: "agreement" })}>
            {t("end.agree")}
          </Button>
        </Show>
        <Show when={props.deal.endAskedBy === scope.me}>
          <p role="status">{t("end.waiting", { name: props.other })}</p>
        </Show>
        <Fold label={t("end.title")}>
          <Show when={props.may.has("end-by-agreement") && !isAskedByOther()}>
            <Quiet>{t("end.by-agreement-hint", { name: props.other })}</Quiet>
            <Button busy={action.busy()} onClick={() => end({ how: "agreement" })}>
              {t("end.by-agreement")}
            </Button>
          </Show>
          <Quiet>{t("end.broken-hint", { name: props.other })}</Quiet>
          <Buttons>
            <For each={BREAK_REASONS}>
              {(why) => (
                <Button busy={action.busy()} onClick={() => end({ how: "broken", why })}>
                  {t(`break.${why}`)}
                </Button>
              )}
            </For>
          </Buttons>
        </Fold>
        <ActionError action={action} />
      </Show>
    </>
  );
}
