/** Keeps the screen on while the page is seen, until the returned function is called. Where the device refuses (low battery), it sleeps. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isWanted = true;

  const ask = async () => {
    if (!isWanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      const given = await navigator.wakeLock.request("screen");
      if (isWanted) lock = given;
      else await given.release();
    } catch (cause) {
      console.info("the screen may sleep", cause); // the device's own choice
    }
  };
  // A lock ends when the page is hidden.
  const onSeen = () => void ask();
  document.addEventListener("visibilitychange", onSeen);
  void ask();

  return () => {
    isWanted = false;
    document.removeEventListener("visibilitychange", onSeen);
    void lock?.release();
  };
}
