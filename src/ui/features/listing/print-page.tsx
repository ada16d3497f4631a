import { useParams } from "@solidjs/router";
import { createResource, createSignal, type JSX, Show } from "solid-js";
import type { Outcome } from "../../../app/api.ts";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { Time } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import { ok } from "../../../lib/result.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { type Explain, ErrorText } from "../../kit/error-text.tsx";
import { Page, Quiet, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { NoticeSheet } from "./notice-sheet.tsx";
import styles from "./print.module.css";

/** Where the code on the sheet leads, and until when; `until` is null where it leads nobody into the pond. */
interface Way {
  readonly link: string;
  readonly until: Time | null;
}

/** A listing of mine as a sheet for a notice board: what is on it is chosen, seen, and printed. */
export function PrintPage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const params = useParams<{ listing: string }>();
  const listing = createLiveQuery<ListingView | null>(() => {
    const id = recordIdFrom(params.listing);
    return id === null ? null : queries.listing(scope.pond, id);
  });
  /** Others' things are not for me to put up, with their names, where everybody passes. */
  const mine = () => {
    const view = listing();
    return view?.owner === scope.me ? view : null;
  };
  return (
    <Page title={t("print.title")} back={scope.href(`/listing/${params.listing}`)}>
      <Show when={listing() !== undefined && mine() === null}>
        <ErrorText error={{ kind: "not-found" }} />
      </Show>
      <Show when={mine()}>{(view) => <Sheet view={view()} />}</Show>
    </Page>
  );
}

function Sheet(props: { readonly view: ListingView }): JSX.Element {
  const { t, date } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const [leads, setLeads] = createSignal<"members" | "anyone">("members");
  const [made] = createResource(leads, (who): Outcome<Way> => (who === "anyone" ? intoPond() : toListing()));

  async function toListing(): Outcome<Way> {
    const link = new URL(document.baseURI);
    link.hash = scope.href(`/listing/${props.view.id}`);
    return ok({ link: link.href, until: null });
  }

  async function intoPond(): Outcome<Way> {
    const invite = await commands.createInvite(scope.pond);
    if (!invite.ok) return invite;
    const { link } = invite.value;
    const read = await commands.previewInvite(link);
    return read.ok ? ok({ link, until: read.value.until }) : read;
  }

  const way = () => {
    const one = made();
    return one?.ok === true && !made.loading ? one.value : null;
  };
  const failure = () => {
    const one = made();
    return one?.ok === false ? one.error : null;
  };
  const explain: Explain = ({ kind }) => (kind === "against-the-rules" ? t("rules.may-not-invite") : null);
  const words = ({ until }: Way) =>
    until === null ? t("print.for-members") : t("print.for-anyone", { date: date(until) });
  return (
    <Stack>
      <div class={styles["choosing"]}>
        <Stack>
          <Choice
            legend={t("print.leads")}
            value={leads()}
            options={[
              { value: "members", label: t("print.members") },
              { value: "anyone", label: t("print.anyone") },
            ]}
            onChange={setLeads}
          />
          <Show when={failure()}>{(error) => <ErrorText error={error()} explain={explain} />}</Show>
          <Show when={way()}>
            {(one) => (
              <>
                <Show when={one().until} fallback={<Quiet>{t("print.members-hint")}</Quiet>}>
                  {(until) => (
                    <Banner tone="koi" icon="notice">
                      <p dir="auto">{t("print.anyone-hint", { pond: scope.card().name, date: date(until()) })}</p>
                    </Banner>
                  )}
                </Show>
                <Button weight="strong" wide icon="file" onClick={() => window.print()}>
                  {t("print.do")}
                </Button>
              </>
            )}
          </Show>
        </Stack>
      </div>
      <Show when={way()}>{(one) => <NoticeSheet view={props.view} link={one().link} words={words(one())} />}</Show>
    </Stack>
  );
}
