/**
 * What a page of Shoal may do, whatever somebody smuggles into it. For hosts without headers of their own, README says how to set the same.
 * @type {Readonly<Record<string, string>>}
 */
export const SECURITY_HEADERS = Object.freeze({
  "content-security-policy": [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    // Relays are listed by ponds and by whoever deploys: any WebSocket, but no fetch to anywhere else.
    "connect-src 'self' ws: wss:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join("; "),
  "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
  // Invite links carry the pond's secret behind #. Browsers never send that part; the rest of the address is nobody's business either.
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
});
