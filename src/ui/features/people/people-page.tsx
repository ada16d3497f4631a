import { A } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import type { MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Page } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { createBriefs } from "../../trust/briefs.ts";
import { mostTrustedFirst } from "../../trust/by-walk.ts";
import { ClaimNotices } from "../../trust/claims.tsx";
import { WayIn } from "../../trust/way-in.tsx";
import styles from "./people.module.css";

/** Who is in this pond: I myself, then whom I trust most, then strangers, those who have been here longest first. */
export function PeoplePage(): JSX.Element {
  const { t, counted } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const walk = createLiveQuery(() => queries.walk(scope.pond));
  const people = createMemo(() =>
    mostTrustedFirst(scope.members() ?? [], ({ id }) => id, walk() ?? new Map(), { id: scope.me, place: "first" }),
  );
  const [shown, setShown] = createSignal<readonly MemberView[]>([]);
  const briefs = createBriefs(() => shown().map(({ id }) => id));
  return (
    <Page
      wide
      title={t("nav.people")}
      actions={
        <LinkButton icon="invite" href={scope.href("/invite")}>
          {t("invite.action")}
        </LinkButton>
      }
    >
      <ClaimNotices />
      <GrowList each={people()} class={styles["people"]} place={`people ${scope.pond}`} onShown={setShown}>
        {(member) => (
          <A class={styles["person"] ?? ""} href={scope.href(`/member/${member.id}`)}>
            <strong>
              <bdi>{member.name || t("member.unnamed")}</bdi>
              <Show when={member.id === scope.me}> ({t("person.you")})</Show>
            </strong>
            <span>{counted("member.deals", member.dealsDone)}</span>
            <Show when={member.id !== scope.me}>
              <span class={styles["known"]}>
                <WayIn brief={briefs().get(member.id)} />
              </span>
            </Show>
          </A>
        )}
      </GrowList>
      <LinkButton weight="plain" icon="file" href={scope.href("/card/read")}>
        {t("carry.read")}
      </LinkButton>
    </Page>
  );
}
