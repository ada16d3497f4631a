/** What this browser lets Shoal do outside of its pages. */
export type NoticePermission = "granted" | "denied" | "default" | "missing";

export function noticePermission(): NoticePermission {
  return "Notification" in globalThis ? Notification.permission : "missing";
}

/** Asks the person; only ever after a tap. */
export async function askForNotices(): Promise<NoticePermission> {
  return "Notification" in globalThis ? Notification.requestPermission() : "missing";
}

export interface Notice {
  /** Texts of others may be in both: a notification shows them as text. */
  readonly title: string;
  readonly body: string;
  /** The next one with the same tag takes its place. */
  readonly tag: string;
  /** Where a tap leads, behind the `#`. */
  readonly path: string;
}

/** Says something outside of the app; nothing where it may not, or where the browser has no way to. */
export async function showNotice({ title, body, tag, path }: Notice): Promise<void> {
  if (noticePermission() !== "granted") return;
  try {
    const notice = new Notification(title, { body, tag });
    notice.addEventListener("click", () => {
      globalThis.focus();
      globalThis.location.hash = `#${path}`;
      notice.close();
    });
  } catch (cause) {
    // Browsers of phones let only a service worker speak, and say so in this way.
    if (!(cause instanceof TypeError)) throw cause;
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body, tag });
  }
}

/** The number on the app's icon, where the browser has one. */
export async function showCount(count: number): Promise<void> {
  if (!("setAppBadge" in navigator)) return;
  try {
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge());
  } catch (cause) {
    // Not installed, or not allowed: the same number stands on the list of ponds.
    if (!(cause instanceof DOMException)) throw cause;
  }
}

/** Every tab that can be seen holds this lock together with the others. */
const SEEN_LOCK = "shoal/seen";

/** Holds the lock while this page can be seen; returns what ends that. */
export function tellThatSeen(): () => void {
  let release: (() => void) | null = null;
  const look = () => {
    const isSeen = document.visibilityState === "visible";
    if (isSeen && release === null) {
      const held = new Promise<void>((done) => (release = done));
      void navigator.locks?.request(SEEN_LOCK, { mode: "shared" }, () => held);
    }
    if (!isSeen) {
      release?.();
      release = null;
    }
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    release?.();
  };
}

/** Whether any tab of Shoal can be seen: then nobody needs to be told outside of it. */
export async function isAnyTabSeen(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return document.visibilityState === "visible" || held.some(({ name }) => name === SEEN_LOCK);
}
