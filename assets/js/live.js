// live keeps a page in step with the server: one stream of events, and a fragment fetched for each region that an event concerns.
// The browser's own EventSource gives up for good on a 503 and never notices a silent connection, so this file watches and reopens.

import { explain, signIn } from './explain.js';
import { morph } from './morph.js';
import { halfWritten } from './writing.js';
import { say } from './say.js';

const silence = 12_000; // ms without any event before the connection counts as broken; the server sends one every 5 s
const longestWait = 5_000; // ms between two tries at most
const graceBeforeTelling = 2_500; // ms: a blink of the network is not worth a word

const regions = new WeakMap(); // region -> what we know of it
let stream;

export function startLive() {
  const at = document.querySelector('[data-live]');
  document.addEventListener('click', takeNow);
  for (const name of ['input', 'reset', 'change', 'focusout']) document.addEventListener(name, () => setTimeout(catchUp));
  if (!at || !window.EventSource) return;
  stream = new Stream(at.getAttribute('data-live'));
  document.addEventListener('visibilitychange', () => (document.hidden ? stream.close() : stream.open()));
  window.addEventListener('online', () => stream.reopen());
  window.addEventListener('pagehide', () => stream.close());
  window.addEventListener('pageshow', () => stream.open());
  stream.open();
}

// refreshFor fetches every region that listens to an event, as if it had come.
export function refreshFor(name) {
  for (const region of listening(name)) refresh(region);
}

class Stream {
  constructor(url) {
    this.url = url;
    this.lastID = '';
    this.tries = 0;
  }

  open() {
    if (this.source || document.hidden) return;
    clearTimeout(this.retry);
    this.heard = new Set();
    this.source = new EventSource(this.address());
    this.source.onopen = () => this.alive();
    this.source.onerror = () => this.broken();
    this.listen();
    this.watch();
  }

  address() {
    if (!this.lastID) return this.url;
    return `${this.url}${this.url.includes('?') ? '&' : '?'}last-event-id=${encodeURIComponent(this.lastID)}`;
  }

  // listen hears every event name that the page asks for now; a morph may have brought new ones.
  listen() {
    const names = new Set(['ping', 'message']);
    for (const el of document.querySelectorAll('[data-live-event]')) words(el, 'data-live-event').forEach((n) => names.add(n));
    for (const name of names) {
      if (!this.source || this.heard.has(name)) continue;
      this.heard.add(name);
      this.source.addEventListener(name, (e) => this.event(name, e));
    }
  }

  event(name, e) {
    this.alive();
    if (e.lastEventId) this.lastID = e.lastEventId;
    if (name !== 'ping') listening(name).forEach((region) => concern(region, name, e.data));
  }

  alive() {
    this.tries = 0;
    clearTimeout(this.telling);
    this.telling = undefined;
    if (this.lost) tellStatus('data-back');
    this.lost = this.told = false;
    this.watch();
  }

  watch() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.broken(), silence);
  }

  broken() {
    this.drop();
    this.telling ??= setTimeout(() => this.gone(), graceBeforeTelling);
    if (this.lost && !this.told) this.gone();
    const wait = Math.min(longestWait, 250 * 2 ** this.tries++);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), wait / 2 + Math.random() * (wait / 2));
  }

  // gone says at once that the connection is lost, and asks whether the right to the page has ended instead.
  async gone() {
    if (!this.lost) tellStatus('data-lost');
    this.lost = true;
    if (this.asking || this.told) return;
    this.asking = true;
    const refusal = await refused();
    this.asking = false;
    if (!refusal || !this.lost) return; // nobody knows, or it is back
    this.told = true;
    explain(refusal);
  }

  reopen() {
    this.drop();
    this.open();
  }

  close() {
    clearTimeout(this.retry);
    clearTimeout(this.telling);
    this.telling = undefined;
    this.drop();
  }

  drop() {
    clearTimeout(this.watchdog);
    this.source?.close();
    this.source = undefined;
  }
}

// refused asks for the page we are on, and answers 401 for who is signed out, 403 for whom it is not open to any more, else 0. The
// stream itself cannot say so, for an EventSource hides the answer it got. Only our own program's word counts: a proxy has no policy.
async function refused() {
  if (!document.body.hasAttribute('data-signin')) return 0;
  try {
    const got = await fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' }, signal: AbortSignal.timeout?.(15_000) });
    if (got.status === 401 || got.redirected && new URL(got.url).pathname === signIn()) return 401;
    return [403, 404].includes(got.status) && got.headers.has('content-security-policy') ? 403 : 0;
  } catch { return 0; }
}

function tellStatus(which) {
  const text = [...document.querySelectorAll('[data-live-status]')].map((el) => {
    el.textContent = el.getAttribute(which) ?? '';
    el.hidden = which === 'data-back';
    return el.textContent;
  })[0];
  say(text);
}

const words = (el, name) => (el.getAttribute(name) ?? '').split(/\s+/).filter(Boolean);
const listening = (name) => [...document.querySelectorAll('[data-live-event]')].filter((el) => words(el, 'data-live-event').includes(name));

function know(region) {
  if (!regions.has(region)) regions.set(region, { seen: {}, fetching: false, again: false, news: null, left: false, tries: 0 });
  return regions.get(region);
}

// concern decides whether an event is news to a region. The data is a snapshot: the same data again is no news.
function concern(region, name, data) {
  const known = know(region);
  if (known.seen[name] === data) return;
  known.seen[name] = data;
  const snapshot = parse(data);
  if (region.hasAttribute('data-live-key')) { showKey(region, snapshot); return; }
  const version = region.getAttribute('data-live-version');
  if (version !== null && snapshot && String(snapshot.version) === version) return;
  if (snapshot?.version !== undefined) region.setAttribute('data-live-version', snapshot.version);
  refresh(region);
}

function parse(data) {
  try { return JSON.parse(data); } catch { return null; }
}

function showKey(el, snapshot) {
  const value = el.getAttribute('data-live-key').split('.').reduce((at, key) => at?.[key], snapshot);
  if (value !== undefined && value !== null) el.textContent = String(value);
}

// refresh fetches a region's fragment: one at a time, and once more for whatever came meanwhile.
async function refresh(region) {
  const known = know(region);
  if (region.hasAttribute('data-live-reload')) { known.news = ''; catchUp(); return; }
  if (known.fetching) { known.again = true; return; }
  known.fetching = true;
  await pace(region, known);
  try {
    do {
      known.again = false;
      take(region, await fragment(region));
    } while (known.again && region.isConnected);
    known.tries = 0;
  } catch {
    const wait = Math.min(longestWait, 500 * 2 ** known.tries++);
    setTimeout(() => region.isConnected && refresh(region), wait / 2 + Math.random() * (wait / 2));
  } finally {
    known.fetching = false;
  }
}

// pace keeps a busy region from being fetched more often than data-live-pace allows, and keeps a room full of phones from
// asking in the same moment: each waits its own time by chance.
function pace(region, known) {
  const least = Number(region.getAttribute('data-live-pace'));
  if (!least) return undefined;
  const since = Date.now() - (known.fetchedAt ?? 0);
  const wait = since > least ? Math.random() * (least / 2) : least - since + Math.random() * (least / 2);
  return new Promise((resolve) => setTimeout(() => { known.fetchedAt = Date.now(); known.again = false; resolve(); }, wait));
}

// fragment answers the region's new inside, or null when the server has nothing to show here. It throws when a later try may do better.
async function fragment(region) {
  const own = region.getAttribute('data-live-get');
  const answer = await fetch(own ?? location.href, { headers: { 'Kernehus-Fragment': '1', Accept: 'text/html' }, credentials: 'same-origin', signal: AbortSignal.timeout?.(15_000) });
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  const html = await answer.text();
  if (answer.status !== 200 || answer.redirected || !(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) return null;
  if (own !== null) return html;
  const twin = new DOMParser().parseFromString(html, 'text/html').getElementById(region.id);
  return twin ? twin.innerHTML : null;
}

function take(region, html) {
  if (html === null || !region.isConnected) return;
  const known = know(region);
  if (region.hasAttribute('data-live-hold') && halfWritten(region)) {
    known.news = html;
    region.querySelectorAll('[data-live-waiting]').forEach((el) => { if (el.hidden) { el.hidden = false; say(el.textContent.trim()); } });
    return;
  }
  show(region, html);
}

function show(region, html) {
  const known = know(region);
  const before = spoken(region);
  known.news = null;
  known.left = morph(region, html);
  speakNews(region, before);
  window.htmx?.process(region);
  stream?.listen();
  region.dispatchEvent(new CustomEvent('kh:morphed', { bubbles: true }));
}

// takeNow is the person's own "show me what is new", whatever they have half-written; the outbox keeps that as a draft.
function takeNow(e) {
  if (!e.target.closest?.('[data-live-now]')) return;
  const region = e.target.closest('[data-live-event]');
  const news = region && know(region).news;
  if (typeof news !== 'string') return;
  region.querySelectorAll('form').forEach((form) => form.reset());
  document.activeElement?.blur();
  show(region, news);
}

// catchUp shows news that waited for somebody to finish writing.
function catchUp() {
  for (const region of document.querySelectorAll('[data-live-event]')) {
    const known = regions.get(region);
    if (!known) continue;
    if (known.news !== null) caughtUp(region, known);
    else if (known.left && !holding(region)) { known.left = false; refresh(region); }
  }
}

function caughtUp(region, known) {
  if (region.hasAttribute('data-live-reload')) {
    if (!halfWritten(document)) leave(region.getAttribute('data-live-get'));
    return;
  }
  if (!halfWritten(region)) show(region, known.news);
}

function leave(url) {
  if (url) location.assign(url); else location.reload();
}

const holding = (region) => halfWritten(region) || (region.contains(document.activeElement) && document.activeElement.matches('textarea, input, select'));

const spoken = (region) => [...region.querySelectorAll('[data-say]')].map((el) => el.textContent.trim());

const pause = 5_000; // ms between two spoken changes
let lastSaid = 0, next;

function speakNews(region, before) {
  const news = spoken(region).filter((text) => text && !before.includes(text)).join(' ');
  if (!news) return;
  clearTimeout(next);
  next = setTimeout(() => { lastSaid = Date.now(); say(news); }, Math.max(0, lastSaid + pause - Date.now()));
}
