/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Outcome } from "../../../app/api.ts";
import { MAX_WANTS, MAX_WORDS } from "../../../app/limits.ts";
import type { RecordId } from "../../../domain/ids.ts";
import type { Terms } from "../../../domain/kinds/offer.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { Tick } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";

/** What the maker gives for a listing: things that he listed, and words. */
export function TermsForm(props: {
  readonly listing: Pick<ListingView, "id" | "kind" | "wants">;
  /** What the maker has listed. */
  readonly things: readonly ListingView[];
  readonly legend: string;
  /** What to say where there are no such things, and words are all there is. */
  readonly onlyWords: string;
  readonly submit: string;
  readonly onSubmit: (terms: Terms, note: string) => Outcome<unknown>;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = useI18n();
  const action = createAction();
  const [chosen, setChosen] = createSignal<ReadonlySet<RecordId>>(new Set());
  const [words, setWords] = createSignal("");
  const [note, setNote] = createSignal("");
  /** Who looks for something has said what he gives for it. */
  const promised = () => {
    const { kind, wants } = props.listing;
    return kind === "wanted" && wants !== "" ? [{ text: wants }] : [];
  };
  const terms = (): Terms => {
    const things = [...chosen()].map((listing) => ({ listing }));
    const said = words().trim() === "" ? [] : [{ text: words().trim() }];
    return [{ fromMaker: [...things, ...said], fromOwner: [{ listing: props.listing.id }, ...promised()] }];
  };
  const choose = (id: RecordId, isChosen: boolean) => {
    const next = new Set(chosen());
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        action.run(
          () => props.onSubmit(terms(), note()),
          () => props.onDone(),
        );
      }}
    >
      <Stack>
        <Card>
          <Stack>
            <Show when={props.things.length > 0}>
              <fieldset>
                <legend>{props.legend}</legend>
                <For each={props.things}>
                  {(thing) => (
                    <Tick
                      label={<bdi>{thing.title}</bdi>}
                      checked={chosen().has(thing.id)}
                      onChange={(is) => choose(thing.id, is)}
                    />
                  )}
                </For>
              </fieldset>
            </Show>
            <TextField
              label={props.things.length > 0 ? t("offer.words") : props.onlyWords}
              value={words()}
              onInput={setWords}
              maxLength={MAX_WANTS}
              placeholder={t("offer.words-example")}
            />
            <TextField
              label={t("offer.note")}
              hint={t("offer.note-hint")}
              value={note()}
              onInput={setNote}
              maxLength={MAX_WORDS}
              rows={2}
            />
          </Stack>
        </Card>
        <Quiet>{t("offer.hint")}</Quiet>
        <Button type="submit" weight="strong" wide busy={action.busy()}>
          {props.submit}
        </Button>
        <ActionError action={action} />
      </Stack>
    </form>
  );
}
