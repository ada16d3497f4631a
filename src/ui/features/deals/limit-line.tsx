import { type JSX, Show } from "solid-js";
import type { IdentityKey } from "../../../domain/ids.ts";
import type { TrustAnswer } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Quiet } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { limitInWords } from "../../trust/way-in-words.ts";

/** What I can risk with somebody, in one line, while terms are written. Stops nobody. */
export function LimitLine(props: { readonly member: IdentityKey }): JSX.Element {
  const i18n = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const trust = createLiveQuery<TrustAnswer | null>(
    () => (props.member === scope.me ? null : queries.trust(scope.pond, props.member)),
    "member",
  );
  return (
    <Show when={trust()}>{(answer) => <Quiet>{limitInWords(answer(), scope.nameOf(props.member), i18n)}</Quiet>}</Show>
  );
}
