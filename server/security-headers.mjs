/** Where code, styles, data and connections may come from, whatever somebody smuggles into a page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Previews and photos are shown from memory.
  "img-src 'self' blob:",
  "manifest-src 'self'",
  // Relays are named by invite links and by whoever deploys: any WebSocket, but no fetch to anywhere else.
  "connect-src 'self' ws: wss:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // No text becomes HTML, code or a script's address, but through the policies of src/ui/trusted-types.ts (decision 0011).
  "require-trusted-types-for 'script'",
  "trusted-types solid-templates default",
].join("; ");

/** @type {Readonly<Record<string, string>>} */
export const SECURITY_HEADERS = Object.freeze({
  // Frames can be forbidden by a header only, not from inside the page.
  "content-security-policy": `${PAGE_POLICY}; frame-ancestors 'none'`,
  "permissions-policy":
    "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), hid=(), midi=()",
  // Invite links carry the pond's secret behind #. Browsers never send that part; the rest of the address is nobody's business either.
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // No other site's window holds on to ours, and none embeds what we serve.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
});
