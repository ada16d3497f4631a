/** How somebody gets Shoal onto the home screen here, where the browser offers nothing by itself. */
export type InstallWay = "installed" | "ios" | "mac-safari" | "firefox-phone" | "firefox" | "other";

/** What is asked of the browser to tell it. */
export interface BrowserSigns {
  readonly userAgent: string;
  readonly touchPoints: number;
  readonly isStandalone: boolean;
}

/** By the name that the browser gives itself: no browser can be asked what its menus are called. */
export function installWay({ userAgent, touchPoints, isStandalone }: BrowserSigns): InstallWay {
  if (isStandalone) return "installed";
  // An iPad calls itself a Mac; no Mac has a screen for several fingers.
  if (/iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && touchPoints > 1)) return "ios";
  if (userAgent.includes("Firefox/")) return userAgent.includes("Android") ? "firefox-phone" : "firefox";
  if (userAgent.includes("Safari/") && !/Chrome|Chromium|Edg\//.test(userAgent)) return "mac-safari";
  return "other";
}

export function browserSigns(): BrowserSigns {
  return {
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isStandalone: matchMedia("(display-mode: standalone)").matches,
  };
}
