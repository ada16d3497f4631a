/** After the database: what else the browser keeps of the app. Then the app begins anew, from the network. */
export async function forgetEverything(): Promise<void> {
  const home = new URL(".", document.baseURI).href;
  // Each is missing where the page is not of a secure origin. A host may have other apps on the same origin: theirs stays.
  if ("caches" in globalThis) {
    const ours = (await caches.keys()).filter((name) => name.startsWith("shoal-") || name.endsWith(home));
    await Promise.all(ours.map((name) => caches.delete(name)));
  }
  if ("serviceWorker" in navigator) {
    const registration = await navigator.serviceWorker.getRegistration(home);
    await registration?.unregister();
  }
  location.hash = "#/";
  location.reload();
}
