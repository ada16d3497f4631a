/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import type { Explain } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Card, Quiet, Stack } from "../../kit/page.tsx";
import { useShoal } from "../../services.tsx";

/** Characters: 24 words with numbers and spaces, and some to spare. */
const LONGEST = 1000;

export function RestoreFromWords(): JSX.Element {
  const { t, number } = useI18n();
  const { commands } = useShoal();
  const action = createAction();
  const [typed, setTyped] = createSignal("");
  const [isDone, setDone] = createSignal(false);
  const explain: Explain = (error) => {
    if (error.kind === "phrase-length") return t("restore.words-count", { n: number(error.words) });
    return error.kind === "phrase-unknown" ? t("restore.at-place", { places: error.places.join(", ") }) : null;
  };
  return (
    <Card>
      <Show
        when={isDone()}
        fallback={
          <form
            onSubmit={(event) => {
              event.preventDefault();
              action.run(
                () => commands.restorePhrase(typed()),
                () => {
                  setTyped("");
                  setDone(true);
                },
              );
            }}
          >
            <Stack>
              <Quiet>{t("restore.words-hint")}</Quiet>
              <TextField
                label={t("restore.words-label")}
                value={typed()}
                onInput={setTyped}
                maxLength={LONGEST}
                rows={4}
                required
                spellcheck={false}
              />
              <Button type="submit" wide busy={action.busy()}>
                {t("restore.words-action")}
              </Button>
              <ActionError action={action} explain={explain} />
            </Stack>
          </form>
        }
      >
        <Stack>
          <div role="status">
            <Banner tone="calm" icon="check">
              <p>{t("restore.words-done")}</p>
            </Banner>
          </div>
          <LinkButton weight="strong" wide href="/">
            {t("restore.to-invite")}
          </LinkButton>
        </Stack>
      </Show>
    </Card>
  );
}
