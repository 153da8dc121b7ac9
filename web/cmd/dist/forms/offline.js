// The service worker: keeps one release of the page and answers from it, with and without a network. `release`, above, names every
// file of the release with its hash and type, and the headers that go with every answer.
//
// A release is answered as a whole or not at all. It is taken into use when all its files are here and have their hashes, and
// when no page of the one before is open; until then that one answers from its own files.

const kept = `convlab ${registration.scope} `; // several copies of the page may share an origin
const store = () => caches.open(kept + release.version);

// sealed makes the answer for a file from its bytes; what has another hash is of another release, or damaged. The headers make the page
// cross-origin isolated, also where its server sends none.
const sealed = async (path, response) => {
  const { sha256, type } = release.files[path];
  const bytes = await response.arrayBuffer();
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  if (hash !== sha256) throw new Error(`${path}: expected SHA-256 ${sha256}, received ${hash}`);
  return new Response(bytes, { headers: { ...release.headers, 'Content-Type': type } });
};

const download = async (path, cache) => {
  const response = await fetch(path, { cache });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return sealed(path, response);
};

// bring finds a file: in the release before, or on the server, past the browser's own copy if that is not the one.
const bring = async (path) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(kept)) continue;
    const old = await (await caches.open(name)).match(path);
    const same = old && await sealed(path, old).catch(() => null);
    if (same) return same;
  }
  return download(path, 'no-cache').catch(() => download(path, 'reload'));
};

const answer = async (path) => {
  const own = await store();
  const file = await own.match(path);
  if (file) return file;
  const found = await bring(path);
  await own.put(path, found.clone());
  return found;
};

// One at a time: the page that is loading comes first.
const complete = async () => { for (const path in release.files) await answer(path); };

// A browser counts a page that is being reloaded as open, and would never let the next release in while there is only that one.
const due = async (request) => request.mode === 'navigate' && request.cache !== 'default' && registration.waiting
  && (await clients.matchAll()).length < 2;
// The page in between is gone at once. (The header Refresh would need no script, but does nothing at an address with a #.)
const next = () => {
  registration.waiting.postMessage('take over');
  const policy = "default-src 'none'; script-src 'sha256-9gOBGqEQINNDuds+tkXbNzih6klbz+KeCyxEj4KRLeM='";
  return new Response('<!doctype html><script>location.reload()</script>',
    { headers: { ...release.headers, 'Content-Security-Policy': policy, 'Content-Type': 'text/html' } });
};

const pathOf = ({ url, method }) => {
  const { origin, pathname } = new URL(url), scope = new URL(registration.scope);
  if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
  const path = pathname.slice(scope.pathname.length) || 'index.html';
  return Object.hasOwn(release.files, path) ? path : null;
};

addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  if (path === null) return; // the network's
  event.respondWith(due(event.request).then((now) => (now ? next() : answer(path))));
});
addEventListener('install', (event) => event.waitUntil(complete()));
addEventListener('message', (event) => { if (event.data === 'take over') skipWaiting(); });
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(kept) && name !== kept + release.version) await caches.delete(name);
})()));
