import { type JSX, Show } from "solid-js";
import type { TrustBrief } from "../../domain/trust/answer.ts";
import { useI18n } from "../i18n/i18n.tsx";
import { Icon } from "../kit/icon.tsx";
import { usePond } from "../pond-context.tsx";
import styles from "./way-in.module.css";
import { wayInWords } from "./way-in-words.ts";

/** How somebody is known to me, in a line; a drop in front of it where there is something to go by. Nothing until it is known. */
export function WayIn(props: {
  readonly brief: TrustBrief | undefined;
  /** Among many: does not say of everyone that nothing is known of him. */
  readonly quietOfStrangers?: boolean;
}): JSX.Element {
  const i18n = useI18n();
  const scope = usePond();
  const isStranger = () => props.brief?.way === null && props.brief.standing === 0;
  const told = () => (props.quietOfStrangers === true && isStranger() ? undefined : props.brief);
  return (
    <Show when={told()}>
      {(brief) => (
        <span class={styles["way"]} data-known={brief().limit > 0}>
          <Show when={brief().limit > 0}>
            <Icon name="drop" />
          </Show>
          <span dir="auto">{wayInWords(brief(), (id) => scope.nameOf(id), i18n)}</span>
        </span>
      )}
    </Show>
  );
}
