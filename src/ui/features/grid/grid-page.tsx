import { A } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { MAX_TITLE } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { IconLink, LinkButton } from "../../kit/button.tsx";
import { Empty } from "../../kit/empty.tsx";
import { TextField } from "../../kit/field.tsx";
import { GrowList } from "../../kit/grow-list.tsx";
import { Page, Quiet } from "../../kit/page.tsx";
import { Photo } from "../../kit/photo.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./grid.module.css";

/** What lies idle here. */
export function GridPage(): JSX.Element {
  const { t, number } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const listings = createLiveQuery(() => queries.listings(scope.pond));
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  const [search, setSearch] = createSignal("");
  const found = createMemo(() => {
    const words = search().trim().toLocaleLowerCase();
    const all = listings() ?? [];
    if (words === "") return all;
    return all.filter(({ title, story, wants, owner }) =>
      [title, story, wants, scope.nameOf(owner)].some((text) => text.toLocaleLowerCase().includes(words)),
    );
  });
  const isArriving = () => (sync()?.known ?? 0) > (sync()?.have ?? 0);
  return (
    <Page
      wide
      back="/"
      title={scope.card().name}
      lead={scope.card().view?.place ?? t("grid.not-met")}
      actions={<IconLink icon="invite" label={t("invite.title")} href={scope.href("/invite")} />}
    >
      <Show when={isArriving()}>
        <label class={styles["arriving"]}>
          {t("sync.arriving", { have: number(sync()?.have ?? 0), known: number(sync()?.known ?? 0) })}
          <progress max={sync()?.known} value={sync()?.have} />
        </label>
      </Show>
      <TextField
        quietLabel
        type="search"
        label={t("grid.search")}
        placeholder={t("grid.search")}
        value={search()}
        onInput={setSearch}
        maxLength={MAX_TITLE}
      />
      <Show when={listings()?.length === 0}>
        <Empty title={t("grid.empty-title")} text={t("grid.empty-text")}>
          <LinkButton weight="strong" icon="plus" href={scope.href("/new")}>
            {t("nav.new")}
          </LinkButton>
        </Empty>
      </Show>
      <Show when={(listings()?.length ?? 0) > 0 && found().length === 0}>
        <Quiet>{t("grid.nothing-found")}</Quiet>
      </Show>
      <GrowList each={found()} class={styles["grid"]}>
        {(listing) => (
          <A class={styles["card"] ?? ""} href={scope.href(`/listing/${listing.id}`)}>
            <Photo kind={listing.kind} preview={listing.preview} alt="" shape="card" />
            <strong dir="auto">{listing.title}</strong>
            <Show when={listing.wants}>
              <span class={styles["wants"]} dir="auto">
                {t("grid.wants", { wants: listing.wants })}
              </span>
            </Show>
            <span class={styles["owner"]} dir="auto">
              {scope.nameOf(listing.owner)}
            </span>
          </A>
        )}
      </GrowList>
    </Page>
  );
}
