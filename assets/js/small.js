// The small things that make a page pleasant. Each is driven by a data attribute; see docs/frontend.md.

import { ask } from './dialog.js';
import { say } from './say.js';
import { dirtyForm } from './writing.js';

export function startSmall() {
  document.documentElement.classList.replace('no-js', 'js');
  document.addEventListener('click', onClick, true);
  document.addEventListener('submit', onSubmit, true);
  document.addEventListener('input', onInput);
  document.addEventListener('change', onChange);
  document.addEventListener('keydown', onKey);
  document.addEventListener('kh:morphed', (e) => settle(e.target));
  document.addEventListener('htmx:after:swap', () => settle(document));
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sending]').forEach((f) => f.removeAttribute('data-sending')));
  foldNarrow();
  settle(document);
}

// foldNarrow folds what stands beside the work on a wide screen and below it on a narrow one.
function foldNarrow() {
  if (!window.matchMedia('(max-width: 1199px)').matches) return;
  document.querySelectorAll('details[data-fold-narrow]').forEach((el) => el.removeAttribute('open'));
}

// settle readies what came new into the page.
function settle(root) {
  root.querySelectorAll('textarea[data-grow]').forEach(grow);
  root.querySelectorAll('[data-left][data-for]').forEach((el) => countLeft(document.getElementById(el.getAttribute('data-for')), false));
  root.querySelectorAll('form[data-draft]').forEach(restoreDraft);
  root.querySelector('[data-focus]')?.focus();
}

async function onClick(e) {
  const on = (name) => e.target.closest?.(`[${name}]`);
  const asking = on('data-confirm');
  if (asking && asking.tagName !== 'FORM' && !asking.hasAttribute('data-act') && !asking.hasAttribute('data-confirmed')) return confirmPress(e, asking);
  if (on('data-open')) openDialog(e, on('data-open'));
  if (on('data-close')) on('data-close').closest('dialog')?.close();
  if (on('data-unfold')) document.querySelector(on('data-unfold').getAttribute('href'))?.setAttribute('open', '');
  if (on('data-menu')) toggleMenu(on('data-menu'));
  if (on('data-copy') || on('data-copy-text')) copyFrom(on('data-copy') ?? on('data-copy-text'));
  if (on('data-print')) window.print();
}

// confirmPress holds a press back until the person has said yes, and then presses again.
async function confirmPress(e, el) {
  e.preventDefault();
  e.stopImmediatePropagation();
  if (!(await ask(el.getAttribute('data-confirm'), el.getAttribute('data-confirm-yes') ?? 'OK', el.getAttribute('data-confirm-no') ?? '×'))) return;
  el.setAttribute('data-confirmed', '');
  el.click();
  el.removeAttribute('data-confirmed');
}

async function onSubmit(e) {
  const form = e.target;
  if (form.hasAttribute('data-confirm') && !form.hasAttribute('data-confirmed')) return confirmForm(e, form);
  if (form.hasAttribute('data-once')) {
    if (form.hasAttribute('data-sending')) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    form.setAttribute('data-sending', '');
    setTimeout(() => form.removeAttribute('data-sending'), 10_000); // a server that does not answer must not lock the form
  }
  if (form.hasAttribute('data-draft')) markDraftSent(form);
}

async function confirmForm(e, form) {
  e.preventDefault();
  e.stopImmediatePropagation();
  if (!(await ask(form.getAttribute('data-confirm'), form.getAttribute('data-confirm-yes') ?? 'OK', form.getAttribute('data-confirm-no') ?? '×'))) return;
  form.setAttribute('data-confirmed', '');
  form.requestSubmit(e.submitter ?? undefined);
  form.removeAttribute('data-confirmed');
}

function onInput(e) {
  if (e.target.matches?.('textarea[data-grow]')) grow(e.target);
  if (e.target.id) countLeft(e.target, true);
  const form = e.target.closest?.('form[data-draft]');
  if (form) keepDraft(form);
}

function onChange(e) {
  if (e.target.closest?.('[data-autosubmit]')) e.target.form?.requestSubmit();
}

function onKey(e) {
  if (e.key !== 'Escape') return;
  for (const b of document.querySelectorAll('[data-menu][aria-expanded=true]')) { toggleMenu(b); b.focus(); }
}

function openDialog(e, el) {
  const dialog = document.getElementById(el.getAttribute('data-open'));
  if (!dialog?.showModal) return;
  e.preventDefault();
  dialog.showModal();
}

function toggleMenu(b) {
  const open = b.getAttribute('aria-expanded') !== 'true';
  b.setAttribute('aria-expanded', String(open));
  document.getElementById(b.getAttribute('data-menu'))?.classList.toggle('is-open', open);
}

// copyText copies on plain http too, where the clipboard's own interface does not exist.
export async function copyText(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way below */ }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

async function copyFrom(el) {
  const selector = el.getAttribute('data-copy');
  const source = selector && document.querySelector(selector);
  const text = el.getAttribute('data-copy-text') ?? source?.value ?? source?.textContent.trim() ?? '';
  if (await copyText(text)) answerIn(el, el.getAttribute('data-copied'));
}

// answerIn lets a button say for a moment that it did what it was asked.
export function answerIn(el, text) {
  if (!text || el.hasAttribute('data-was')) return;
  el.setAttribute('data-was', el.textContent);
  el.textContent = text;
  el.focus();
  say(text);
  setTimeout(() => { el.textContent = el.getAttribute('data-was'); el.removeAttribute('data-was'); }, 2_000);
}

function grow(area) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}

function countLeft(field, speak) {
  if (!field || field.maxLength < 0) return;
  const el = document.querySelector(`[data-left][data-for="${CSS.escape(field.id)}"]`);
  if (!el) return;
  const left = field.maxLength - field.value.length;
  el.textContent = el.getAttribute('data-left').replace('{n}', left);
  if (speak && (left === 50 || left === 0)) say(el.textContent);
}

// Drafts of forms on app pages: in this tab only, since other people may use the same machine.

const draftKey = (form) => `kh:draft:${form.getAttribute('data-draft')}`;
const draftControls = (form) => [...form.elements].filter((c) => c.name && (c.tagName === 'TEXTAREA' || (c.tagName === 'INPUT' && ['text', 'search', 'date', 'number', 'email'].includes(c.type))));

function keepDraft(form) {
  const values = Object.fromEntries(draftControls(form).map((c) => [c.name, c.value]));
  try { sessionStorage.setItem(draftKey(form), JSON.stringify({ values })); } catch { /* storage is full or forbidden: the form still works */ }
}

// markDraftSent remembers where the form was sent from. If the same form comes back clean, the post succeeded.
function markDraftSent(form) {
  try {
    const draft = JSON.parse(sessionStorage.getItem(draftKey(form)) ?? 'null');
    if (draft) sessionStorage.setItem(draftKey(form), JSON.stringify({ ...draft, sent: true }));
  } catch { /* as above */ }
}

function restoreDraft(form) {
  let draft;
  try { draft = JSON.parse(sessionStorage.getItem(draftKey(form)) ?? 'null'); } catch { return; }
  if (!draft || dirtyForm(form)) return;
  const back = performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
  if (form.querySelector('[aria-invalid=true]')) return;
  if (draft.sent && !back) { sessionStorage.removeItem(draftKey(form)); return; }
  for (const c of draftControls(form)) if (draft.values[c.name] !== undefined) c.value = draft.values[c.name];
}
