/** Messages of wide screens and of the keyboard, in English. */
export const paneEn = {
  "pane.listing": "Open listing",
  "pane.deal": "Open deal",
  "pane.member": "Open card",
  "pane.nothing": "Nothing here",
  "keys.title": "Keyboard shortcuts",
  "keys.hint": "G, then D, leads to the deals of a pond. Never while you write.",
  "keys.switch": "Use single keys",
  "keys.show": "Show the shortcuts",
  "keys.next": "The next one in the list",
  "keys.before": "The one before",
  "keys.close": "Close what is beside the list",
};
