// clock counts down to a moment that the server named. The device's own clock may be wrong, so only its pace is used.

import { say } from './say.js';

const seen = new WeakMap(); // element -> { now, offset, left }

export function startClock() {
  tick(pageCame());
  setInterval(() => tick(), 500);
}

// tick shows every clock. came is when those that are met for the first time came to us.
function tick(came = Date.now()) {
  for (const el of document.querySelectorAll('[data-clock]')) show(el, secondsLeft(el, came));
}

function secondsLeft(el, came) {
  const paused = el.getAttribute('data-left');
  if (paused !== null && !el.hasAttribute('data-ends-at')) return Number(paused);
  const ends = Date.parse(el.getAttribute('data-ends-at'));
  return Math.max(0, Math.round((ends - Date.now() - offset(el, came)) / 1000));
}

// offset is how far the server's clock is ahead of ours, measured when the element first came with its data-now.
function offset(el, came) {
  const now = el.getAttribute('data-now');
  const known = seen.get(el);
  if (known?.now === now) return known.offset;
  const fresh = { now, offset: now ? Date.parse(now) - came : 0 };
  seen.set(el, fresh);
  return fresh.offset;
}

// pageCame is when what stands in the page itself came; the scripts may start long after.
function pageCame() {
  const page = performance.getEntriesByType('navigation')[0];
  return page?.responseEnd ? performance.timeOrigin + page.responseEnd : Date.now();
}

function show(el, left) {
  if (!Number.isFinite(left) || left > 86_400) return;
  const text = left === 0 ? el.getAttribute('data-over') ?? '0:00' : written(left);
  if (el.textContent !== text) el.textContent = text;
  el.classList.toggle('is-over', left === 0);
  el.classList.toggle('is-soon', left > 0 && left <= 60);
  ring(el, left);
  announce(el, left);
}

function written(left) {
  const two = (n) => String(n).padStart(2, '0');
  const h = Math.floor(left / 3600), m = Math.floor((left % 3600) / 60), s = left % 60;
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function ring(el, left) {
  const circle = el.parentElement?.querySelector('[data-clock-ring]');
  const total = Number(el.getAttribute('data-total'));
  if (!circle || !total) return;
  circle.style.strokeDasharray = '100';
  circle.style.strokeDashoffset = String(100 - 100 * Math.min(1, left / total));
}

// announce speaks when the time passes five minutes, one minute and the end, not when a page opens after that.
function announce(el, left) {
  const known = seen.get(el);
  if (!known) return;
  const passed = (mark) => known.left > mark && left <= mark;
  if (passed(0)) say(el.getAttribute('data-over'));
  else if (passed(60)) say(el.getAttribute('data-say-1'));
  else if (passed(300)) say(el.getAttribute('data-say-5'));
  known.left = left;
}
