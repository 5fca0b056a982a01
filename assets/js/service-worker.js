// The service worker lets a phone open its dialogue again without a network. It keeps the last page it was given and the
// style and script that page needs. It never answers for the API, the stream or a fragment, and it is wiped with the outbox.

const pages = 'kernehus-phone', files = 'kernehus-static';
const patience = 4_000; // ms before the kept page is shown instead

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (e.request.mode === 'navigate' && url.pathname.startsWith('/deltag')) e.respondWith(page(e.request));
  else if (url.pathname.startsWith('/static/') || url.pathname === '/tema.css') e.respondWith(file(e.request));
});

async function page(request) {
  const kept = await caches.open(pages);
  const old = await kept.match(request);
  const asked = fetch(request);
  try {
    const answer = await (old ? withPatience(asked) : asked);
    // The first time the page itself sees to it, after what it is made of: a page that is kept works.
    if (old && answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    return answer.status < 500 || !old ? answer : old;
  } catch (error) {
    if (old) return old;
    throw error;
  }
}

function withPatience(answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), patience))]);
}

// file: an address with a content hash never changes its content; anything else is asked for first.
async function file(request) {
  const kept = await caches.open(files);
  const old = await kept.match(request);
  if (old && new URL(request.url).searchParams.has('v')) return old;
  try {
    const answer = await fetch(request);
    if (answer.ok) await put(kept, request, answer.clone());
    return answer;
  } catch (error) {
    if (old) return old;
    throw error;
  }
}

// put keeps one version of each file.
async function put(kept, request, answer) {
  const path = new URL(request.url).pathname;
  for (const key of await kept.keys()) if (new URL(key.url).pathname === path) await kept.delete(key);
  await kept.put(request, answer);
}
