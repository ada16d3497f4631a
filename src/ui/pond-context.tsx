import { useParams } from "@solidjs/router";
import { type Accessor, createContext, createMemo, type JSX, Show, useContext } from "solid-js";
import type { PondCard } from "../app/api.ts";
import { pondIdFrom } from "../app/route-ids.ts";
import type { IdentityKey, PondId } from "../domain/ids.ts";
import type { DealView, MemberView } from "../domain/pond/views.ts";
import { useI18n } from "./i18n/i18n.tsx";
import { ErrorText } from "./kit/error-text.tsx";
import { Waiting } from "./kit/page.tsx";
import { createLiveQuery } from "./live-query.ts";
import { useShoal } from "./services.tsx";

/** The pond that all screens below are about. */
export interface PondScope {
  readonly pond: PondId;
  readonly card: Accessor<PondCard>;
  readonly me: IdentityKey;
  readonly members: Accessor<readonly MemberView[] | undefined>;
  readonly deals: Accessor<readonly DealView[] | undefined>;
  /** A member's name; "you" is up to the sentence. Somebody not heard of yet gets a word for that. */
  nameOf(member: IdentityKey): string;
  /** True for whom this device does not show. */
  isMuted(member: IdentityKey): boolean;
  /** An address inside this pond. */
  href(path: string): string;
}

const PondContext = createContext<PondScope>();

export function usePond(): PondScope {
  const scope = useContext(PondContext);
  if (scope === undefined) throw new Error("usePond() needs a <PondProvider> around it");
  return scope;
}

/** Finds the pond of the address and hands it down; says so where this device is in no such pond. */
export function PondProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const params = useParams<{ pond: string }>();
  const { queries } = useShoal();
  const pond = createMemo(() => pondIdFrom(params.pond));
  const card = createLiveQuery<PondCard | null>(() => {
    const id = pond();
    return id === null ? null : queries.pond(id);
  }, "pond");
  const found = createMemo(() => card() ?? null, null, { equals: (a, b) => a?.pond === b?.pond });
  return (
    <Show
      when={pond() === null || card() === null}
      fallback={
        <Show when={found()} keyed fallback={<Waiting />}>
          {(first) => (
            <PondScopeOf first={first} card={() => card() ?? first}>
              {props.children}
            </PondScopeOf>
          )}
        </Show>
      }
    >
      <ErrorText error={{ kind: "not-a-member" }} />
    </Show>
  );
}

function PondScopeOf(props: {
  readonly first: PondCard;
  readonly card: () => PondCard;
  readonly children: JSX.Element;
}): JSX.Element {
  const { queries } = useShoal();
  const { t } = useI18n();
  // The parent makes this component anew for another pond: its ids are fixed for its life.
  const pond = () => props.first.pond;
  const members = createLiveQuery(() => queries.members(pond()));
  const deals = createLiveQuery(() => queries.deals(pond()));
  const muted = createLiveQuery(() => queries.muted(pond()));
  const nameById = createMemo(() => new Map(members()?.map(({ id, name }) => [id, name])));
  const scope: PondScope = {
    get pond() {
      return pond();
    },
    get me() {
      return props.first.me;
    },
    card: () => props.card(),
    members,
    deals,
    nameOf: (member) => nameById().get(member) || t("member.unnamed"),
    isMuted: (member) => muted()?.includes(member) ?? false,
    href: (path) => `/pond/${pond()}${path}`,
  };
  return <PondContext.Provider value={scope}>{props.children}</PondContext.Provider>;
}

/** The other one of a deal that is mine; its owner where it is not. */
export function otherSide(deal: DealView, me: IdentityKey): IdentityKey {
  return deal.owner === me ? deal.maker : deal.owner;
}
