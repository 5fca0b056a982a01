import { startClock } from './clock.js';
import { startLive } from './live.js';
import { startOutbox } from './outbox.js';
import { prepareSaying } from './say.js';
import { startSmall } from './small.js';

prepareSaying();
startSmall();
startClock();
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
  if (!navigator.serviceWorker?.controller && !window.caches) return;
  if (!document.querySelector('form[data-outbox]')) return;
  const answer = await fetch(location.href, { credentials: 'same-origin' }).catch(() => null);
  if (answer?.ok && !answer.redirected) await (await caches.open('kernehus-phone')).put(location.href, answer);
}
