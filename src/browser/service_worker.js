// Calls a function of web/offline.js, which is fetched at the first call: after the page is up, and by no
// page that has no worker. post-build.mjs fills in `OFFLINE_URL`.

export function call(name) {
  return import(OFFLINE_URL).then((offline) => offline[name]()).catch(() => {});
}
