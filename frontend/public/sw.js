// Keeps one page for when nobody answers, with what it is drawn with. Never an answer of the server
// to a person: no list, no room, no page behind a sign-in.
const KEPT = "gethory-offline-1";
const PAGE = "/offline.html";

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(begin()));

// Somebody reads another language now, and the page is drawn in each.
addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep());
});

addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request;
  if (mode === "navigate") event.respondWith(visit(event));
  else if (method === "GET" && isDrawing(new URL(url))) event.respondWith(fetched(event.request));
});

async function keep() {
  const answer = await fetch(PAGE, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}.`);
  const html = await answer.clone().text();
  const parts = [...html.matchAll(/(?:src|href)="(\/[^"#]+)"/g)].map(([, path]) => path);
  const cache = await caches.open(KEPT);
  await cache.addAll(parts);
  await cache.put(PAGE, answer);
}

async function begin() {
  const old = (await caches.keys()).filter((name) => name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function visit(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

function isDrawing({ origin, pathname }) {
  const drawing = pathname.startsWith("/assets/") || /^\/[\w-]+\.(?:js|svg)$/.test(pathname);
  return origin === location.origin && drawing;
}

async function fetched(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreVary: true })) ?? Response.error();
  }
}
