/** After the database: what else the browser keeps of the app. Then the app begins anew, from the network. */
export async function forgetEverything(): Promise<void> {
  sessionStorage.clear();
  localStorage.clear();
  // Missing where the page is not of a secure origin.
  if ("caches" in globalThis) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  if ("serviceWorker" in navigator) {
    const all = await navigator.serviceWorker.getRegistrations();
    await Promise.all(all.map((registration) => registration.unregister()));
  }
  location.hash = "#/";
  location.reload();
}
