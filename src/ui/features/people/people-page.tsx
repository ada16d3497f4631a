import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useI18n } from "../../i18n/i18n.tsx";
import { LinkButton } from "../../kit/button.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Page } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import styles from "./people.module.css";

/** Who is in this pond. */
export function PeoplePage(): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  return (
    <Page
      title={t("nav.people")}
      actions={
        <LinkButton icon="invite" href={scope.href("/invite")}>
          {t("invite.action")}
        </LinkButton>
      }
    >
      <GrowList each={scope.members() ?? []} class={styles["people"]}>
        {(member) => (
          <A class={styles["person"] ?? ""} href={scope.href(`/member/${member.id}`)}>
            <strong>
              <bdi>{member.name || t("member.unnamed")}</bdi>
              <Show when={member.id === scope.me}> ({t("person.you")})</Show>
            </strong>
            <span>{counted("member.deals", member.dealsDone)}</span>
          </A>
        )}
      </GrowList>
    </Page>
  );
}
