import { template as makeTemplate } from "solid-js/web";
/* oxlint-disable-next-line shoal/no-barrels -- the build puts this file in the place of solid-js/web (vite.config.ts): all of it, but for the one function below */
export * from "solid-js/web";

/** What is used here of the browser's Trusted Types, which TypeScript's DOM library does not know yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: Partial<Record<"createHTML" | "createScriptURL", (text: string) => string | null>>,
  ): {
    createHTML(html: string): unknown;
  };
}

// Absent in browsers that do not know them; those keep to the rest of the policy.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

/** Not exported: `template` is the only way from a text to HTML. */
const templates = trustedTypes?.createPolicy("solid-templates", { createHTML: (html) => html });

// Asked by the browser for addresses of scripts that nobody has trusted: workers may come from the app's own folder. HTML from texts: never.
trustedTypes?.createPolicy("default", { createScriptURL: (url) => (isOwnScript(url) ? url : null) });

/** Called by compiled JSX only, once for each piece of markup in our sources. */
export const template: typeof makeTemplate = (html, ...kind) =>
  // TrustedHTML, or the text itself. Solid does nothing with it but to give it to the browser.
  makeTemplate((templates?.createHTML(html) ?? html) as string, ...kind);

function isOwnScript(url: string): boolean {
  const own = new URL(".", location.href).href;
  return new URL(url, location.href).href.startsWith(own);
}
