import { useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { identityFrom } from "../../../app/route-ids.ts";
import type { MemberView } from "../../../domain/pond/views.ts";
import { Hint } from "../../hint.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { Page, Stack } from "../../kit/page.tsx";
import { NotHere } from "../../not-here.tsx";
import { usePond } from "../../pond-context.tsx";
import { CardFacts } from "./card-facts.tsx";
import styles from "./card.module.css";
import { CardThanks } from "./card-thanks.tsx";
import { CardTrust } from "./card-trust.tsx";
import { MemberActions } from "./member-actions.tsx";

/** The member card: what anyone can check, and what I can know through people I dealt with. */
export function MemberPage(): JSX.Element {
  const scope = usePond();
  const params = useParams<{ member: string }>();
  const member = () => scope.members()?.find(({ id }) => id === identityFrom(params.member));
  return (
    <Show
      when={member()}
      fallback={
        <Show when={scope.members()}>
          <NotHere back={scope.href("/people")} />
        </Show>
      }
    >
      {(view) => <MemberCard view={view()} />}
    </Show>
  );
}

/** The pond number: two halves, never one score. */
function MemberCard(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  return (
    <Page wide title={props.view.name || t("member.unnamed")} back={scope.href("/people")}>
      <Stack>
        <Hint name="member" />
        <div class={styles["halves"]}>
          <CardTrust view={props.view} />
          <CardFacts view={props.view} />
        </div>
        <CardThanks view={props.view} />
        <MemberActions view={props.view} />
      </Stack>
    </Page>
  );
}
