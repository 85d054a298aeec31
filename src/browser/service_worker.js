// Calls a function of web/offline.js. The script is loaded at the first call: after the page is shown, and only by
// pages with a service worker. post-build.mjs replaces `OFFLINE_URL`.

export function call(name) {
  return import(OFFLINE_URL).then((offline) => offline[name]()).catch(() => {});
}

/** Lets the service worker, if the page has one, store the response from URL. */
export function keep(url) {
  navigator.serviceWorker?.controller?.postMessage({ understood: url });
}
