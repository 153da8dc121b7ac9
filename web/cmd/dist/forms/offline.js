// The service worker: keeps one release of the page and answers from it, with and without a network. `release`, above, names every
// file of the release with its hash and type, the headers that go with every answer, and those of the page. For other paths it does nothing.
//
// A release is answered as a whole or not at all. It is taken into use when all its files are here and have their hashes, and
// when no page of the one before is open; until then that one answers from its own files.

const prefix = `convlab ${registration.scope} `; // several copies of the page may share an origin
const store = () => caches.open(prefix + release.version);
const names = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

const headers = (path) => ({ ...release.headers, ...(path === 'index.html' ? release.page : {}) });

// sealed makes the answer for a file from its bytes; what has another hash is of another release, or damaged. The headers make the page
// cross-origin isolated, also where its server sends none.
const sealed = async (path, response) => {
  const { sha256, type } = release.files[path];
  const bytes = await response.arrayBuffer();
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  if (hash !== sha256) throw new Error(`${path}: expected SHA-256 ${sha256}, received ${hash}`);
  return new Response(bytes, { headers: { ...headers(path), 'Content-Type': type } });
};

const kept = async (path) => {
  const own = await (await store()).match(path);
  if (own) return own;
  for (const name of await names()) { // most files of a release are those of the one before
    const old = await (await caches.open(name)).match(path);
    const same = old && await sealed(path, old).catch(() => null);
    if (same) return same;
  }
  return null;
};

const download = async (path, cache) => {
  const response = await fetch(path, { cache });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return sealed(path, response);
};
// The hash says whether the browser's own copy will do.
const bring = (path) => download(path, 'force-cache').catch(() => download(path, 'reload'));

// One file at a time: the page that is loading comes first.
const complete = async () => {
  const own = await store();
  for (const path in release.files) {
    if (!await own.match(path)) await own.put(path, await kept(path) ?? await bring(path));
  }
};

// Storage may be forbidden, or emptied at any time: then a file comes from the server, if it is still that of this release.
const answer = async (path, fresh) => {
  const here = fresh ? null : await kept(path).catch(() => null);
  if (here) return here;
  const found = await bring(path);
  const copy = found.clone();
  store().then((own) => own.put(path, copy)).catch(() => {});
  return found;
};

// The page that loads the page again, as soon as no other release is about to take over: a load in between would start this worker again,
// and Chromium then may never let the next one in. (The header Refresh would need no script, but does nothing at an address with a #.)
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

// A browser counts a page that is being reloaded as open, and would never let the next release in while there is only that one.
const due = async ({ cache }) => cache !== 'default' && registration.waiting && (await clients.matchAll()).length < 2;
const over = () => registration.active?.state === 'activating'; // the next release is taking over from this worker

// A visit that cannot be answered is the last: what the server has now is another release, or the network is gone with the files.
const visit = async (path, request) => {
  if (over() || await due(request)) return again();
  return answer(path).catch(async () => {
    await registration.unregister();
    return again();
  });
};

// Where the server has this script no more there is no Convlab any more, and the next visit is for what is there instead. The next
// release cannot take over while this is asked: a network that says nothing is not waited for.
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
  if (path === null) return; // the network's
  if (request.mode !== 'navigate') return event.respondWith(answer(path, request.cache === 'reload')); // for whoever found the last copy damaged
  event.respondWith(visit(path, request));
  event.waitUntil(leave().catch(() => {})); // without a network it stays
});
addEventListener('install', (event) => event.waitUntil(complete()));
addEventListener('message', (event) => { if (event.data === 'take over') skipWaiting(); });
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await names()) if (name !== prefix + release.version) await caches.delete(name);
})()));
