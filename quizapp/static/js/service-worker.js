// Opens the app without a network, where the page came by https (or from this computer): a page that is the same for
// everybody and static files are kept; whose cards it shows, it finds in the store of this device. No page of a person
// is ever kept here, so there is nothing to be cleared when they sign out.

const KEPT = "quizapp-1";
const OFFLINE = new URL("review/offline", self.registration.scope).href;
const STATIC = new URL("static/", self.registration.scope).href;
const NAMES_STATIC = /(?:href|src)="([^"]*\/static\/[^"]+)"/g;
const FRESH_MS = 3600000;
let refreshedAt = 0;

async function keepFile(cache, url) {
  const address = new URL(url.replaceAll("&amp;", "&"), self.registration.scope).href;
  const known = address.includes("?v=") && (await cache.match(address));
  if (!known) await cache.add(new Request(address, { cache: "no-cache" }));
  return address;
}

/** Keep the page for nobody in particular, as somebody without a session gets it, with all files that it names. */
async function refresh() {
  refreshedAt = Date.now();
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "no-store" });
  if (!page.ok) throw new Error(`no page to keep: ${page.status}`);
  const cache = await caches.open(KEPT);
  const named = [...(await page.clone().text()).matchAll(NAMES_STATIC)].map(([, url]) => url);
  const kept = new Set([OFFLINE, ...(await Promise.all(named.map((url) => keepFile(cache, url))))]);
  await cache.put(OFFLINE, page);
  for (const { url } of await cache.keys()) if (!kept.has(url)) await cache.delete(url);
}

async function open(event) {
  try {
    const page = await fetch(event.request);
    if (Date.now() - refreshedAt > FRESH_MS) event.waitUntil(refresh().catch(() => {}));
    return page;
  } catch (error) {
    const page = await caches.match(OFFLINE);
    if (!page) throw error;
    return page;
  }
}

async function serveFile(request) {
  const known = await caches.match(request);
  if (known && request.url.includes("?v=")) return known; // its address changes with what it holds
  try {
    return await fetch(request);
  } catch (error) {
    if (known) return known;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(refresh().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(open(event));
  else if (request.url.startsWith(STATIC)) event.respondWith(serveFile(request));
});
