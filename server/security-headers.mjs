/** Where code, styles, data and connections may come from, whatever somebody smuggles into a page. */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  // Relays are listed by ponds and by whoever deploys: any WebSocket, but no fetch to anywhere else.
  "connect-src 'self' ws: wss:",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** @type {Readonly<Record<string, string>>} */
export const SECURITY_HEADERS = Object.freeze({
  // Frames can be forbidden by a header only, not from inside the page.
  "content-security-policy": `${PAGE_POLICY}; frame-ancestors 'none'`,
  "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
  // Invite links carry the pond's secret behind #. Browsers never send that part; the rest of the address is nobody's business either.
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
});
