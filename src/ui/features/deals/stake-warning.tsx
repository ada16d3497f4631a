import { A } from "@solidjs/router";
import { type JSX, onMount, Show } from "solid-js";
import type { Drops, IdentityKey } from "../../../domain/ids.ts";
import type { TrustAnswer } from "../../../domain/trust/answer.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { Card } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { SafeSteps } from "../../trust/safe-steps.tsx";
import { knownInWords } from "../../trust/way-in-words.ts";
import { dropsOf } from "./stakes.ts";

/** Said before somebody accepts more than the limit: what is known, what is not, and how to go about it. */
export function StakeWarning(props: {
  readonly member: IdentityKey;
  /** Null where nothing is known. */
  readonly answer: TrustAnswer | null;
  readonly stake: Drops;
  readonly busy: boolean;
  readonly onAccept: () => void;
  readonly onLeave: () => void;
}): JSX.Element {
  const i18n = useI18n();
  const { t, counted } = i18n;
  const scope = usePond();
  const name = () => scope.nameOf(props.member);
  const limit = () => props.answer?.limit ?? 0;
  const dealsDone = () => scope.members()?.find(({ id }) => id === props.member)?.dealsDone ?? 0;
  const stake = () => counted("drops", props.stake);
  const known = () => knownInWords(props.member, props.answer, (id) => scope.nameOf(id), i18n);
  let title: HTMLHeadingElement | undefined;
  // It stands where the button was: those who listen and those on a small screen are led to it.
  onMount(() => {
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: "nearest" });
  });
  return (
    <Card tone="koi">
      <h2 ref={(element) => (title = element)} tabindex="-1">
        {t("stake.over")}
      </h2>
      <p>
        {limit() > 0
          ? t("stake.over-some", { name: name(), limit: counted("drops", limit()), stake: stake() })
          : t("stake.over-none", { stake: stake() })}
      </p>
      <Show when={props.stake > dropsOf("little") && limit() >= dropsOf("little")}>
        <p>{t("stake.only-little")}</p>
      </Show>
      <p dir="auto">
        {t("stake.known", { way: known(), deals: counted("stake.deals", dealsDone(), { name: name() }) })}
      </p>
      <p>{t("stake.not-known")}</p>
      <SafeSteps member={props.member} />
      <p>
        <A data-alone href={scope.href(`/member/${props.member}`)}>
          {t("stake.see-card", { name: name() })}
        </A>
      </p>
      <Buttons>
        <Button weight="strong" onClick={() => props.onLeave()}>
          {t("stake.not-yet")}
        </Button>
        <Button weight="soft" busy={props.busy} onClick={() => props.onAccept()}>
          {t("stake.anyway")}
        </Button>
      </Buttons>
    </Card>
  );
}
