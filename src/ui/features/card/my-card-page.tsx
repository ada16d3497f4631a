/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; this is a part that is read aloud when it changes */
/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { IdentityKey } from "../../../domain/ids.ts";
import type { MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { TypedCode } from "../../kit/code-form.tsx";
import { Banner } from "../../kit/banner.tsx";
import type { Explain } from "../../kit/error-text.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { metWith } from "../../trust/met-with.tsx";
import { MyCode } from "../../trust/my-code.tsx";
import { SaveCard } from "../../trust/save-card.tsx";

/** My card here: to be shown, and the place to scan another's. */
export function MyCardPage(): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const [search] = useSearchParams<{ scan?: string }>();
  /** An object of its own for each card that was scanned: the camera has seen what it was opened for. */
  const [last, setLast] = createSignal<{ readonly member: IdentityKey | null }>({ member: null });
  const isScanning = () => search.scan !== undefined && last().member === null;
  const me = createMemo(() => scope.members()?.find(({ id }) => id === scope.me));
  return (
    <Page title={t("met.my-card")} back={scope.href("/people")} lead={<bdi>{scope.card().name}</bdi>}>
      <Stack>
        <Meetings scanned={last().member} me={me()} />
        {/* Who came here to scan looks through the camera first, and shows his own then. */}
        <Show when={!isScanning()}>
          <MyCode />
        </Show>
        <Show when={last()} keyed>
          <ScanCard startsOpen={isScanning()} onScanned={(member) => setLast({ member })} />
        </Show>
        <Show when={isScanning()}>
          <MyCode />
        </Show>
        <Section title={t("carry.title")}>
          <Card>
            <Quiet>{t("carry.hint")}</Quiet>
            <Show when={me()}>{(view) => <SaveCard view={view()} />}</Show>
          </Card>
        </Section>
      </Stack>
    </Page>
  );
}

/** With whom it is done, who still has to scan whom: also while the page is open, which is when it changes. */
function Meetings(props: { readonly scanned: IdentityKey | null; readonly me: MemberView | undefined }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  let before: ReadonlySet<IdentityKey> | null = null;
  const wordsFor = (met: "both" | "mine" | "theirs", other: IdentityKey, scanned: IdentityKey | null) => {
    const name = scope.nameOf(other);
    if (met === "both") return t("met.done", { name });
    if (met === "theirs") return t("met.now-yours", { name });
    return t(other === scanned ? "met.now-theirs" : "met.one-way", { name });
  };
  const lines = createMemo(() => {
    const { me } = props;
    if (me === undefined) return [];
    before ??= new Set(me.met);
    return (scope.members() ?? []).flatMap((other) => {
      const met = metWith(me, other);
      if (met === "none" || (met === "both" && before?.has(other.id) === true)) return [];
      return [{ id: other.id, text: wordsFor(met, other.id, props.scanned), isDone: met === "both" }];
    });
  });
  return (
    <div role="status">
      <Stack>
        <For each={lines()}>
          {(line) => (
            <Banner tone={line.isDone ? "calm" : "koi"} icon={line.isDone ? "check" : "scan"}>
              <p dir="auto">{line.text}</p>
            </Banner>
          )}
        </For>
      </Stack>
    </div>
  );
}

function ScanCard(props: {
  readonly startsOpen: boolean;
  readonly onScanned: (member: IdentityKey) => void;
}): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const explain: Explain = ({ kind }) => {
    if (kind === "code-unreadable") return t("met.not-a-card");
    return kind === "not-found" ? t("met.not-arrived") : null;
  };
  const confirm = (code: string) =>
    action.run(
      () => commands.confirmMet(scope.pond, code.trim()),
      ({ member }) => {
        props.onScanned(member);
        globalThis.scrollTo({ top: 0 });
      },
    );
  return (
    <Stack>
      <Scanner
        strong
        startsOpen={props.startsOpen}
        action={t("met.scan")}
        label={t("met.scan-label")}
        onCode={confirm}
      />
      <ActionError action={action} explain={explain} />
      <TypedCode
        label={t("met.their-text")}
        hint={t("met.face-to-face")}
        action={t("met.confirm")}
        busy={action.busy()}
        onCode={confirm}
      />
    </Stack>
  );
}
