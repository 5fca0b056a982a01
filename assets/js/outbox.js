// outbox brings what was written on a phone to the server: kept on the device first, sent until it is acknowledged, exactly once
// by the id it was given here. It drops nothing by itself: what the server refuses for good comes back to its writer.

import { copyText, answerIn } from './small.js';
import { ask } from './dialog.js';
import { openQueue, newID } from './queue.js';
import { draftOf, draftsOf, forgetDraft, keepDraft } from './drafts.js';
import { refreshFor } from './live.js';
import { dirtyForm } from './writing.js';
import { outcome } from './outcome.js';
import { say } from './say.js';

const longestWait = 5_000; // ms between two tries at most, unless the server named a time
const patience = 15_000; // ms for one try

let queue, items = [], sent = new Map(), sentAt = '', sending = false, tries = 0, timer;

export async function startOutbox() {
  document.addEventListener('submit', submitted);
  document.addEventListener('input', typed);
  document.addEventListener('change', typed);
  document.addEventListener('click', pressed);
  document.addEventListener('kh:morphed', settle);
  for (const name of ['online', 'pageshow', 'focus']) window.addEventListener(name, now);
  document.addEventListener('visibilitychange', now);
  queue = await openQueue();
  items = await queue.all();
  settle();
  now();
}

// ---- writing

function about(form) {
  const at = (name) => form.getAttribute(`data-${name}`);
  return { code: at('code'), step: Number(at('step')), kind: at('kind'), input: at('input') ?? undefined };
}

const fieldsOf = (form) => [...form.querySelectorAll('[data-field], [data-field-list]')];
const nameOf = (control) => control.getAttribute('data-field') || control.getAttribute('data-field-list') || control.name;
const written = (control) => control.tagName === 'TEXTAREA' || (control.tagName === 'INPUT' && ['text', 'date', 'search'].includes(control.type));

// read answers the form's data by the names the API knows; what is empty is left out.
function read(form) {
  const data = {};
  for (const c of fieldsOf(form)) {
    if (c.disabled || ((c.type === 'radio' || c.type === 'checkbox') && !c.checked)) continue;
    if (c.hasAttribute('data-field-list')) (data[nameOf(c)] ??= []).push(c.value);
    else if (c.value.trim()) data[nameOf(c)] = c.value;
  }
  return data;
}

const textOf = (form) => fieldsOf(form).filter(written).map(readable).filter(Boolean).join(' · ');

// readable is what somebody wrote as people read it: a day is no number.
function readable(c) {
  const value = c.value.trim();
  if (c.type !== 'date' || !value) return value;
  const language = document.documentElement.lang === 'en' ? 'en-GB' : 'da-DK';
  return new Date(`${value}T12:00`).toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric' });
}

function fill(form, data) {
  for (const c of fieldsOf(form)) {
    const value = data[nameOf(c)];
    if (c.type === 'radio') c.checked = c.value === value;
    else if (c.type === 'checkbox') c.checked = [].concat(value ?? []).includes(c.value);
    else if (c.type !== 'hidden') c.value = value ?? '';
    if (c.hasAttribute('data-grow')) c.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function typed(e) {
  const form = e.target.closest?.('form[data-outbox]');
  if (!form || form.getAttribute('data-outbox') === 'withdraw') return;
  keepDraft(about(form), read(form), textOf(form));
  if (e.type === 'input') unmark(form, e.target);
}

async function submitted(e) {
  const form = e.target;
  if (form.matches('[data-outbox-wipe]')) return wipe(e, form);
  if (!form.matches('[data-outbox]') || e.defaultPrevented || !queue) return;
  e.preventDefault();
  if (form.dataset.keeping) return;
  form.dataset.keeping = 'yes';
  const item = compose(form);
  try {
    await keep(item);
  } catch {
    // The device keeps nothing (full, or forbidden): the plain post is then the safer way.
    HTMLFormElement.prototype.submit.call(form);
    return;
  } finally {
    delete form.dataset.keeping;
  }
  kept(form, item);
}

function compose(form) {
  const act = form.getAttribute('data-outbox') || 'create';
  const a = about(form);
  const id = act === 'create' ? newID() : a.input;
  const rev = act === 'create' ? undefined : Number(form.getAttribute('data-rev') ?? 0) + 1;
  return { key: `${act}:${id}:${rev ?? ''}`, act, id, rev, code: a.code, step: a.step, kind: a.kind, input: a.input, data: read(form), text: textOf(form), late: form.hasAttribute('data-late') || undefined, state: 'waiting', at: Date.now() };
}

// kept empties the form once the device has the text, unless its writer has already gone on writing.
function kept(form, item) {
  if (JSON.stringify(draftOf(item)?.data) === JSON.stringify(item.data)) forgetDraft(item); // else it is the next sentence already
  if (item.act !== 'withdraw' && JSON.stringify(read(form)) === JSON.stringify(item.data)) {
    form.reset();
    form.querySelectorAll('textarea[data-grow]').forEach((a) => { a.style.height = ''; });
  }
  unmark(form);
  if (item.act === 'correct') form.closest('dialog')?.close();
  if (item.act === 'correct') form.closest('details')?.removeAttribute('open');
  render();
  now();
}

async function keep(item) {
  await queue.put(item);
  items = [...items.filter((i) => i.key !== item.key), item].sort((a, b) => a.at - b.at);
}

async function drop(item) {
  items = items.filter((i) => i.key !== item.key);
  await queue.remove(item.key);
}

// ---- sending

function now() {
  tries = 0;
  clearTimeout(timer);
  send();
}

async function send() {
  if (sending || !queue) return;
  sending = true;
  try {
    for (let item; (item = items.find((i) => i.state === 'waiting')); ) {
      render();
      const result = await deliver(item);
      if (result.again) { later(result.after); break; }
      tries = 0;
      await settleItem(item, result);
    }
  } finally {
    sending = false;
    render();
  }
}

function later(after) {
  const wait = after ?? Math.min(longestWait, 400 * 2 ** tries++);
  clearTimeout(timer);
  timer = setTimeout(send, after ? wait : wait / 2 + Math.random() * (wait / 2));
}

async function deliver(item) {
  item.tried = true;
  const base = `/api/v1/dialogues/${encodeURIComponent(item.code)}/inputs`;
  const to = { create: ['POST', base], correct: ['PUT', `${base}/${item.id}`], withdraw: ['DELETE', `${base}/${item.id}?rev=${item.rev}`] }[item.act];
  try {
    const answer = await fetch(to[1], { method: to[0], credentials: 'same-origin', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: body(item), signal: AbortSignal.timeout?.(patience) });
    const problem = answer.ok ? null : await answer.json().catch(() => ({}));
    return outcome(answer.status, problem, answer.headers.get('Retry-After'));
  } catch {
    return { again: true };
  }
}

function body(item) {
  if (item.act === 'withdraw') return undefined;
  if (item.act === 'correct') return JSON.stringify({ rev: item.rev, kind: item.kind, data: item.data });
  return JSON.stringify({ id: item.id, step: item.step, kind: item.kind, data: item.data, ...(item.late ? { late: true } : {}) });
}

async function settleItem(item, result) {
  if (result.state === 'sent') return arrived(item);
  if (result.state === 'refused' && (await backToForm(item, result.errors))) return;
  item.state = result.state;
  item.errors = result.errors;
  await keep(item);
  say(word(result.state));
  document.dispatchEvent(new CustomEvent('kh:refused', { detail: { id: item.id, state: result.state } }));
}

async function arrived(item) {
  sentAt = where();
  if (item.act === 'create') sent.set(item.id, { ...item, state: 'sent' });
  await drop(item);
  document.dispatchEvent(new CustomEvent('kh:sent', { detail: { id: item.id } }));
  // The stream usually brings the group's list at once. Where it does not, ask for it.
  setTimeout(() => { if (item.act !== 'create' || (sent.has(item.id) && !twin(item.id))) refreshFor('group'); }, 1_200);
  setTimeout(() => { sent.delete(item.id); sentAt = ''; render(); }, 12_000);
}

// where is the step that the room is at: a receipt belongs to the step it was given in.
const where = () => document.getElementById('trin')?.getAttribute('data-live-version') ?? '-';

const twin = (id) => document.querySelector(`[data-input-id="${CSS.escape(id)}"]`);

// backToForm gives a refused text back to the form it came from, with the reasons beside the fields.
async function backToForm(item, errors) {
  const form = formFor(item);
  if (!form || dirtyForm(form)) return false;
  fill(form, item.data);
  await drop(item);
  keepDraft(about(form), item.data, item.text);
  mark(form, errors);
  return true;
}

function formFor(item) {
  const act = item.act && item.act !== 'create' ? `="${item.act}"` : '';
  return [...document.querySelectorAll(`form[data-outbox${act}]`)].find((f) => {
    const a = about(f);
    return (f.getAttribute('data-outbox') || 'create') === (item.act ?? 'create') && a.code === item.code && a.step === item.step && a.kind === item.kind && a.input === item.input;
  });
}

function mark(form, errors) {
  form.closest('details')?.setAttribute('open', '');
  const told = new Map(); // place -> all that is wrong there: who mends one thing is not refused for the next
  let first;
  for (const { field, message } of errors) {
    const control = fieldsOf(form).find((c) => nameOf(c) === field?.replace(/^data\./, '')) ?? fieldsOf(form).find(written);
    const place = form.querySelector(`[data-error-for="${CSS.escape(control?.name ?? '')}"]`) ?? form.querySelector('[data-error-for]');
    if (place) {
      told.set(place, [...(told.get(place) ?? []), message || word('refused')]);
      place.textContent = told.get(place).join(' ');
      place.hidden = false;
    }
    control?.setAttribute('aria-invalid', 'true');
    first ??= control;
  }
  first?.focus();
  say(errors.map((x) => x.message).filter(Boolean).join(' ') || word('refused'));
}

function unmark(form, control) {
  form.querySelectorAll(control ? `[data-error-for="${CSS.escape(control.name ?? '')}"]` : '[data-error-for]').forEach((p) => { p.hidden = true; });
  (control ? [control] : fieldsOf(form)).forEach((c) => c.removeAttribute('aria-invalid'));
}

// ---- showing

function settle() {
  for (const form of document.querySelectorAll('form[data-outbox]')) {
    if (form.getAttribute('data-outbox') === 'withdraw' || dirtyForm(form)) continue;
    const draft = draftOf(about(form));
    if (draft) fill(form, draft.data);
  }
  for (const id of sent.keys()) if (twin(id)) sent.delete(id);
  render();
}

const word = (state) => document.querySelector('[data-outbox-words]')?.getAttribute(`data-${state}`) ?? '';

function render() {
  renderStatus();
  for (const list of document.querySelectorAll('[data-outbox-list]')) renderList(list);
}

function renderStatus() {
  const n = items.filter((i) => i.state === 'waiting').length;
  for (const el of document.querySelectorAll('[data-outbox-status]')) {
    const at = (name) => el.getAttribute(`data-${name}`) ?? '';
    const parts = [sentAt === where() && at('sent'), n && at('waiting').replace('{n}', n), n && sending && tries === 0 && at('working')];
    const text = parts.filter(Boolean).join(' · ');
    if (el.textContent !== text) el.textContent = text;
  }
}

// shown is everything the person wrote that the page does not show yet, the drafts of steps that are no longer here included.
function shown() {
  const codes = new Set([...document.querySelectorAll('[data-code]')].map((el) => el.getAttribute('data-code')));
  const drafts = [...codes].flatMap(draftsOf).filter((d) => !d.input && !formFor(d)).map((d) => ({ ...d, key: `draft:${d.step}:${d.kind}`, act: 'create', state: 'draft', at: 0 }));
  return [...drafts, ...items, ...sent.values()].filter((i) => codes.has(i.code) && (i.act === 'create' || i.state !== 'waiting') && i.text);
}

function renderList(list) {
  const template = document.querySelector('template[data-outbox-item]');
  if (!template) return;
  const wanted = shown();
  for (const li of [...list.children]) if (!wanted.some((i) => i.key === li.dataset.key)) li.remove();
  for (const item of wanted) {
    const li = [...list.children].find((x) => x.dataset.key === item.key) ?? list.appendChild(template.content.firstElementChild.cloneNode(true));
    li.dataset.key = item.key;
    li.dataset.state = item.state;
    showItem(li, item);
  }
}

const offered = {
  draft: ['send', 'copy', 'drop'], waiting: [], sent: [], late: ['late', 'copy', 'drop'], refused: ['edit', 'copy', 'drop'], closed: ['copy', 'drop'], gone: ['copy', 'drop'],
};

function showItem(li, item) {
  const slot = (name, text) => { const el = li.querySelector(`[data-slot=${name}]`); if (el && el.textContent !== text) el.textContent = text; };
  const reasons = (item.errors ?? []).map((x) => x.message).filter(Boolean).join(' ');
  slot('text', item.text);
  slot('state', item.state === 'waiting' && sending && tries === 0 ? word('sending') : reasons || word(item.state));
  for (const b of li.querySelectorAll('[data-act]')) {
    const act = b.getAttribute('data-act');
    b.hidden = !(offered[item.state].includes(act) && (act !== 'edit' || formFor(item)));
  }
}

async function pressed(e) {
  const b = e.target.closest?.('[data-outbox-list] [data-act]');
  const item = b && shown().find((i) => i.key === b.closest('[data-key]')?.dataset.key);
  if (!item) return;
  const acts = { late: sendLate, send: sendDraft, edit: edit, drop: () => discard(b, item), copy: () => copy(b, item) };
  await acts[b.getAttribute('data-act')]?.(item);
  render();
}

async function copy(b, item) {
  if (await copyText(item.text)) answerIn(b, b.getAttribute('data-copied'));
}

async function sendLate(item) {
  await keep({ ...item, state: 'waiting', late: true, errors: undefined });
  now();
}

async function sendDraft(draft) {
  const id = newID();
  await keep({ ...draft, key: `create:${id}:`, id, state: 'waiting', at: Date.now() });
  forgetDraft(draft);
  now();
}

async function edit(item) {
  const form = formFor(item);
  if (!form) return;
  if (dirtyForm(form)) { fieldsOf(form).find(written)?.focus(); return; }
  fill(form, item.data);
  keepDraft(about(form), item.data, item.text);
  await drop(item);
  fieldsOf(form).find(written)?.focus();
}

async function discard(b, item) {
  const question = b.getAttribute('data-confirm');
  if (question && !(await ask(question, b.getAttribute('data-confirm-yes') ?? 'OK', b.getAttribute('data-confirm-no') ?? '×'))) return;
  if (item.state === 'draft') forgetDraft(item); else await drop(item);
}

// ---- leaving

// wipe takes everything of a dialogue off the phone before its form is posted; somebody else may be the next to hold it.
async function wipe(e, form) {
  if (e.defaultPrevented) return;
  e.preventDefault();
  const code = form.getAttribute('data-code');
  const mine = items.filter((i) => i.code === code);
  const unsent = mine.length + draftsOf(code).length;
  const question = form.getAttribute('data-unsent')?.replace('{n}', unsent);
  if (unsent && question && !(await ask(question, form.getAttribute('data-confirm-yes') ?? 'OK', form.getAttribute('data-confirm-no') ?? '×'))) return;
  for (const item of mine) await drop(item);
  draftsOf(code).forEach(forgetDraft);
  if (window.caches) await caches.delete('kernehus-phone').catch(() => {});
  HTMLFormElement.prototype.submit.call(form);
}
