// Opens the desk while the hub is away: its own files, nothing of the house. Browsers run this over https and on the hub itself.
const KEPT = 'sunhall-desk {{desk}}';
const FILES = {{files}};

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(['/desk', ...FILES])));
});

addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('sunhall-desk') && name !== KEPT)
    .map((name) => caches.delete(name)))).then(() => clients.claim()));
});

// The document comes from the hub whenever that answers, so that a new version is seen at once.
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET') return;
  if (pathname === '/desk') event.respondWith(fetch(event.request).catch(() => caches.match('/desk')));
  else if (FILES.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)));
});
