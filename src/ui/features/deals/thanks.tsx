/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, For, type JSX, Show } from "solid-js";
import { MAX_THANKS } from "../../../app/limits.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Section, Stack } from "../../kit/page.tsx";
import { useToasts } from "../../kit/toast.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";

/** A word of thanks in public, once both have handed over. Says nothing to trust. */
export function Thanks(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayThank: boolean;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const { offer } = useToasts();
  const action = createAction();
  const mine = () => props.deal.thanks.find(({ by }) => by === scope.me)?.text ?? "";
  const shown = () => props.deal.thanks.filter(({ by }) => !scope.isMuted(by));
  const [text, setText] = createSignal<string | null>(null);
  const say = (words: string) =>
    action.run(
      () => commands.thank(scope.pond, props.deal.id, words),
      () => setText(null),
    );
  const takeBack = () => {
    const { pond } = scope;
    const { id } = props.deal;
    const said = mine();
    action.run(
      () => commands.thank(pond, id, ""),
      () => {
        setText(null);
        offer(t("undo.thanks"), () => commands.thank(pond, id, said));
      },
    );
  };
  return (
    <Show when={props.mayThank || shown().length > 0}>
      <Section title={t("thanks.title")}>
        <Stack>
          <For each={shown()}>
            {({ by, text: words }) => (
              <Card>
                <strong>
                  <bdi>{by === scope.me ? t("person.you-first") : scope.nameOf(by)}</bdi>
                </strong>
                <p dir="auto">{words}</p>
              </Card>
            )}
          </For>
          <Show when={props.mayThank}>
            <Fold label={t(mine() === "" ? "thanks.say" : "thanks.change", { name: props.other })}>
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  say(text() ?? mine());
                }}
              >
                <Stack>
                  <TextField
                    label={t("thanks.say", { name: props.other })}
                    hint={t("thanks.hint")}
                    value={text() ?? mine()}
                    onInput={setText}
                    maxLength={MAX_THANKS}
                    rows={2}
                    required
                  />
                  <Buttons>
                    <Button type="submit" icon="like" busy={action.busy()}>
                      {t("thanks.send")}
                    </Button>
                    <Show when={mine() !== ""}>
                      <Button weight="plain" busy={action.busy()} onClick={takeBack}>
                        {t("thanks.take-back")}
                      </Button>
                    </Show>
                  </Buttons>
                  <ActionError action={action} />
                </Stack>
              </form>
            </Fold>
          </Show>
        </Stack>
      </Section>
    </Show>
  );
}
