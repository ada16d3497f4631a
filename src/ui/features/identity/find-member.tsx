import { type Accessor, createMemo, createSignal, type JSX, Show } from "solid-js";
import { identityFrom } from "../../../app/route-ids.ts";
import { MAX_NAME } from "../../../app/limits.ts";
import type { IdentityKey } from "../../../domain/ids.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Choice } from "../../kit/choice.tsx";
import { TextField } from "../../kit/field.tsx";
import { Quiet } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";

/** Shown at once; more words find fewer. */
const MOST_SHOWN = 6;

/** Somebody of this pond who is not me and has not gone on as another, found by name; what to do with him comes below. */
export function FindMember(props: {
  readonly label: string;
  /** Those of whom it was said already. */
  readonly except?: readonly IdentityKey[];
  readonly children: (member: Accessor<IdentityKey>) => JSX.Element;
}): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const [name, setName] = createSignal("");
  const [chosen, setChosen] = createSignal<IdentityKey | null>(null);
  const found = createMemo(() => {
    const words = name().trim().toLocaleLowerCase();
    const others = (scope.members() ?? []).filter(
      ({ id, successor }) => id !== scope.me && successor === null && props.except?.includes(id) !== true,
    );
    return others.filter((one) => one.name.toLocaleLowerCase().includes(words)).slice(0, MOST_SHOWN);
  });
  /** Only what can be seen chosen. */
  const member = () => found().find(({ id }) => id === chosen())?.id ?? null;
  return (
    <>
      <TextField label={t("identity.search")} type="search" value={name()} onInput={setName} maxLength={MAX_NAME} />
      <Show when={found().length > 0} fallback={<Quiet>{t("identity.nobody-found")}</Quiet>}>
        <Choice
          legend={props.label}
          value={member()}
          options={found().map(({ id, since }) => ({
            value: id,
            // Two may have one name; since when they are here tells them apart.
            label: t("identity.since", { name: scope.nameOf(id), date: date(since) }),
          }))}
          onChange={(id) => setChosen(identityFrom(id))}
        />
      </Show>
      <Show when={member()} keyed>
        {(id) => props.children(() => id)}
      </Show>
    </>
  );
}
