import { type JSX, Show } from "solid-js";
import type { MemberView } from "../../domain/pond/views.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Banner } from "../kit/banner.tsx";
import { usePond } from "../pond-context.tsx";

/** How far two people are with having met: both, one way, the other way, or not at all. */
export type Met = "both" | "mine" | "theirs" | "none";

/** How far I am with somebody; what I know of myself may be missing. */
export function metWith(me: MemberView | undefined, other: MemberView): Met {
  if (me === undefined) return "none";
  if (me.met.includes(other.id)) return "both";
  if (me.metOneWay.includes(other.id)) return "mine";
  return other.metOneWay.includes(me.id) ? "theirs" : "none";
}

const MESSAGE_BY_MET = {
  both: "met.done",
  mine: "met.one-way",
  theirs: "met.now-yours",
} as const;

/** The same in words; nothing where neither has scanned the other. */
export function MetLine(props: { readonly other: MemberView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const met = () =>
    metWith(
      scope.members()?.find(({ id }) => id === scope.me),
      props.other,
    );
  const key = () => {
    const how = met();
    return how === "none" ? null : MESSAGE_BY_MET[how];
  };
  return (
    <Show when={key()}>
      {(message) => (
        <Banner tone={met() === "both" ? "calm" : "koi"} icon={met() === "both" ? "check" : "scan"}>
          <p dir="auto">{t(message(), { name: scope.nameOf(props.other.id) })}</p>
        </Banner>
      )}
    </Show>
  );
}
