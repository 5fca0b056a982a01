import { startClock } from './clock.js';
import { startLive } from './live.js';
import { startOutbox } from './outbox.js';
import { startQuiet } from './quiet.js';
import { prepareSaying } from './say.js';
import { startSmall } from './small.js';

prepareSaying();
startSmall();
startClock();
startQuiet();
startOutbox();
startLive();

// Only an improvement: the page can then be opened again without a network. Nothing waits for it, and plain http has none.
navigator.serviceWorker?.register('/service-worker.js', { scope: '/deltag' }).catch(() => {});
navigator.serviceWorker?.ready.then(keepPage).catch(() => {});
document.addEventListener('kh:morphed', (e) => {
  if (!/\bstep\b/.test(e.target.getAttribute('data-live-event') ?? '')) return;
  // The room moved on for every phone at once: they fetch their page for a rainy day one by one.
  setTimeout(keepPage, 5_000 + Math.random() * 15_000);
});

async function keepPage() {
  if (!window.caches || !document.querySelector('form[data-outbox]')) return;
  // What the page is made of came before the service worker did. It is kept first: a page that is kept works.
  const files = performance.getEntriesByType('resource').map((e) => e.name).filter((url) => /^\/(static\/|tema\.css)/.test(new URL(url).pathname));
  await Promise.all([...new Set(files)].map((url) => keep('kernehus-static', url)));
  await keep('kernehus-phone', location.href);
}

async function keep(cache, url) {
  const kept = await caches.open(cache);
  if (cache === 'kernehus-static' && (await kept.match(url))) return;
  const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => null);
  if (answer?.ok && !answer.redirected) await kept.put(url, answer);
}
