/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { For, type JSX, Show } from "solid-js";
import type { SyncGlance } from "../../../app/api.ts";
import type { Reach } from "../../../app/sync-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Ago } from "../../kit/ago.tsx";
import { Card, Quiet } from "../../kit/page.tsx";
import { Ripple } from "../../kit/ripple.tsx";
import { sizeIn } from "../../kit/size.ts";
import styles from "./sync.module.css";

/** Am I connected, to whom, since when and how; and is what I wrote on other devices? */
export function GlanceCard(props: { readonly glance: SyncGlance; readonly reach: Reach | undefined }): JSX.Element {
  const { t, counted } = useI18n();
  const saved = ({ state, onlyHere }: SyncGlance) => {
    if (state === "starting") return t("sync.starting");
    return onlyHere > 0 ? counted("sync.only-here", onlyHere) : t("sync.all-saved");
  };
  const reached = ({ acknowledged, copies }: SyncGlance) => copies.reduce((sum, { upTo }) => sum + upTo, acknowledged);
  return (
    <Card>
      <p role="status">
        <strong>
          {props.glance.peers.length === 0 ? t("sync.peers-none") : counted("sync.peers", props.glance.peers.length)}
        </strong>
      </p>
      <Show when={props.glance.state === "offline"}>
        <p>{t("sync.offline")}</p>
      </Show>
      <Show when={props.glance.peers.length > 0}>
        <ul class={styles["lines"]}>
          <For each={props.glance.peers}>
            {(peer) => (
              <li class={styles["peer"]}>
                <bdi>{peer.name ?? t("sync.some-device")}</bdi>
                <span class={styles["quiet"]}>
                  <Ago time={peer.since} />
                  <Show when={peer.way}>{(way) => <> · {t(`believe.way-${way()}`)}</>}</Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div>
        <p>
          {saved(props.glance)}
          <Ripple reached={reached(props.glance)} />
        </p>
        <Show when={props.reach}>{(reach) => <OnlyHere reach={reach()} />}</Show>
      </div>
      <Show when={props.glance.savedOn > 0}>
        <Quiet>{counted("sync.saved-on", props.glance.savedOn)}</Quiet>
      </Show>
      <Arriving glance={props.glance} />
    </Card>
  );
}

/** What is still only on this device, by name. */
function OnlyHere(props: { readonly reach: Reach }): JSX.Element {
  const { t, counted } = useI18n();
  return (
    <Show when={props.reach.onlyHere.length > 0}>
      <ul class={styles["names"]}>
        <For each={props.reach.onlyHere}>
          {(thing) => (
            <li>
              {t(`believe.thing-${thing.what}`)}: <bdi>{thing.title === "" ? t("deal.title") : thing.title}</bdi>
            </li>
          )}
        </For>
        <Show when={props.reach.others > 0}>
          <li>{counted("believe.only-others", props.reach.others)}</li>
        </Show>
      </ul>
    </Show>
  );
}

function Arriving(props: { readonly glance: SyncGlance }): JSX.Element {
  const i18n = useI18n();
  const { t, counted, number } = i18n;
  const photos = () => props.glance.photos;
  return (
    <>
      <Show when={props.glance.have < props.glance.known}>
        <div class={styles["transfer"]}>
          <p id="sync-records">
            {t("sync.arriving", { have: number(props.glance.have), known: number(props.glance.known) })}
          </p>
          <progress aria-labelledby="sync-records" value={props.glance.have} max={props.glance.known} />
        </div>
      </Show>
      <Show when={photos().all > 0}>
        <div class={styles["transfer"]}>
          <p id="sync-photos">
            {counted("believe.photos", photos().all, {
              here: number(photos().here),
              bytes: sizeIn(i18n, photos().bytes),
              all: sizeIn(i18n, photos().allBytes),
            })}
          </p>
          <progress aria-labelledby="sync-photos" value={photos().bytes} max={photos().allBytes} />
          <Show when={photos().underway === 0}>
            <Quiet>{t("believe.photos-wait")}</Quiet>
          </Show>
        </div>
      </Show>
    </>
  );
}
