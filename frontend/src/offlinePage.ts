/** Keeps a page in the browser for when nobody answers: `public/sw.js` holds that page, nothing else. */

/** Once everything else has come. */
export function keepOfflinePage(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}

/** A browser that refuses shows its own page when nobody answers. */
function register(): void {
  void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
