import { useNavigate, useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { Page } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { LimitLine } from "./limit-line.tsx";
import { TermsForm } from "./terms-form.tsx";

/** Other terms for the same thing. */
export function CounterPage(): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const params = useParams<{ deal: string }>();
  const navigate = useNavigate();
  const back = () => scope.href(`/deal/${params.deal}`);
  const all = createLiveQuery(() => queries.listings(scope.pond));
  /** Null where the address was changed by hand. */
  const id = () => recordIdFrom(params.deal);
  const deal = createLiveQuery<DealView | null>(() => {
    const known = id();
    return known === null ? null : queries.deal(scope.pond, known);
  });
  const listing = createLiveQuery(() => {
    const thing = deal()?.listing;
    return thing === undefined ? null : queries.listing(scope.pond, thing);
  });
  return (
    <Page title={t("counter.title")} back={back()} lead={<bdi>{listing()?.title}</bdi>}>
      <Show when={id() === null || deal() === null}>
        <ErrorText error={{ kind: "not-found" }} />
      </Show>
      <Show when={deal()}>
        {(thread) => (
          <Show when={listing()}>
            {(view) => (
              <>
                <LimitLine member={otherSide(thread(), scope.me)} />
                <TermsForm
                  listing={view()}
                  things={(all() ?? []).filter(({ owner, kind }) => owner === thread().maker && kind !== "wanted")}
                  legend={
                    thread().maker === scope.me
                      ? t("offer.my-things")
                      : t("counter.their-things", { name: scope.nameOf(thread().maker) })
                  }
                  onlyWords={
                    thread().maker === scope.me
                      ? t("offer.only-words")
                      : t("counter.only-words", { name: scope.nameOf(thread().maker) })
                  }
                  submit={t("counter.submit")}
                  onSubmit={(terms, note) => commands.counterOffer(scope.pond, thread().id, terms, note)}
                  onDone={() => navigate(back())}
                />
              </>
            )}
          </Show>
        )}
      </Show>
    </Page>
  );
}
