// The service worker: stores one release of the page and answers from it, with and without a network. `release`, above, has the
// hash and type of every file, the headers of every answer, and those of the page. Other paths are left to the network.
//
// A release is used as a whole or not at all. It is activated when all its files are stored and have their hashes, and when no
// page of the previous release is open; until then the previous one answers from its own files.

const prefix = `convlab ${registration.scope} `; // several copies of the page may share an origin
const store = () => caches.open(prefix + release.version);
const names = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

const headers = (path) => ({ ...release.headers, ...(path === 'index.html' ? release.page : {}) });

// verified makes the answer for a file from its bytes. It throws if their hash differs: they are of another release, or damaged.
// The headers make the page cross-origin isolated, even if its server sends none.
const verified = async (path, response) => {
  const { sha256, type } = release.files[path];
  const bytes = await response.arrayBuffer();
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  if (hash !== sha256) throw new Error(`${path}: expected SHA-256 ${sha256}, received ${hash}`);
  return new Response(bytes, { headers: { ...headers(path), 'Content-Type': type } });
};

const stored = async (path) => {
  const own = await (await store()).match(path);
  if (own) return own;
  for (const name of await names()) { // most files are the same as in the previous release
    const old = await (await caches.open(name)).match(path);
    const same = old && await verified(path, old).catch(() => null);
    if (same) return same;
  }
  return null;
};

const download = async (path, cache) => {
  const response = await fetch(path, { cache });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return verified(path, response);
};
// The hash tells whether the copy in the browser's cache can be used.
const downloadOrCached = (path) => download(path, 'force-cache').catch(() => download(path, 'reload'));

// One file at a time: the page that is loading has priority.
const complete = async () => {
  const own = await store();
  for (const path in release.files) {
    if (!await own.match(path)) await own.put(path, await stored(path) ?? await downloadOrCached(path));
  }
};

// Storage may be forbidden, or cleared at any time. Then a file comes from the server, if it is still that of this release.
const answer = async (path, fresh) => {
  const local = fresh ? null : await stored(path).catch(() => null);
  if (local) return local;
  const found = await downloadOrCached(path);
  const copy = found.clone();
  store().then((own) => own.put(path, copy)).catch(() => {});
  return found;
};

// The script of a page that reloads as soon as no other release is about to take over: a load in between would start this worker
// again, and Chromium may then never activate the next one. (The header Refresh does nothing for an address with a #.)
const script = `const again = async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  registration?.waiting?.postMessage('take over');
  if (registration?.waiting || registration?.active?.state === 'activating') setTimeout(again, 50);
  else location.reload();
};
again();`;
const again = async () => {
  const hash = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script)))));
  const policy = `default-src 'none'; script-src 'sha256-${hash}'`;
  return new Response(`<!doctype html><script>${script}</script>`,
    { headers: { ...headers('index.html'), 'Content-Security-Policy': policy, 'Content-Type': 'text/html' } });
};

// Whether the next release may take over at this reload. The browser counts a page that is being reloaded as open, so by itself it
// would never activate the next release while that page is the only one.
const due = async ({ cache }) => cache !== 'default' && registration.waiting && (await clients.matchAll()).length < 2;
const over = () => registration.active?.state === 'activating'; // the next release is taking over from this worker

// If the page cannot be answered, this release is at its end: the server has another one, or neither files nor network are there.
const visit = async (path, request) => {
  if (over() || await due(request)) return again();
  return answer(path).catch(async () => {
    await registration.unregister();
    return again();
  });
};

// If the server no longer has this script, it no longer has Convlab, and the next visit must reach what it has instead. The next
// release cannot take over during the request, so there is a timeout.
const leave = async () => {
  const { status } = await fetch('offline.js', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(5000) });
  if (status === 404 || status === 410) await registration.unregister();
};

const pathOf = ({ url, method }) => {
  const { origin, pathname } = new URL(url), scope = new URL(registration.scope);
  if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
  const path = pathname.slice(scope.pathname.length) || 'index.html';
  return Object.hasOwn(release.files, path) ? path : null;
};

addEventListener('fetch', (event) => {
  const { request } = event, path = pathOf(request);
  if (path === null) return; // left to the network
  if (request.mode !== 'navigate') return event.respondWith(answer(path, request.cache === 'reload')); // reload: the last copy was damaged
  event.respondWith(visit(path, request));
  event.waitUntil(leave().catch(() => {})); // not without a network
});
addEventListener('install', (event) => event.waitUntil(complete()));
addEventListener('message', (event) => { if (event.data === 'take over') skipWaiting(); });
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await names()) if (name !== prefix + release.version) await caches.delete(name);
})()));
