/** What a page says to the service worker that waits: the person wants the new version now. */
export const TAKE_OVER = "shoal:take-over";
