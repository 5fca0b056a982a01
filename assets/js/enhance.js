// enhance sets htmx up the way our pages rely on, where a page has it.

import { explain, signIn } from './explain.js';
import { isOurs } from './morph.js';
import { prepareSaying, say } from './say.js';
import { inUse } from './writing.js';

let posted; // the form whose answer is being put into the page: it is the one form that may change under its writer

export function startEnhance() {
  const htmx = window.htmx;
  if (!htmx) return;
  // What is not meant as our form is never put into the page: the person keeps what they wrote and is told instead.
  htmx.config.noSwap = [204, 304, 401, 403, 404, 429, '5xx'];
  htmx.config.history = false;
  htmx.registerExtension('kernehus', {
    'htmx_before_morph_node': (_, { oldNode }) => mayChange(oldNode),
    'htmx_before_morph_attr': (el, { attrName }) => !isOurs(attrName, el),
  });
  document.addEventListener('htmx:after:request', received);
  document.addEventListener('htmx:before:swap', (e) => prepare(e.detail.ctx));
  document.addEventListener('htmx:finally:swap', () => { posted = undefined; });
  document.addEventListener('htmx:error', () => explain(0));
}

function mayChange(node) {
  if (node.nodeType !== Node.ELEMENT_NODE || node === posted) return true;
  return !node.hasAttribute('data-live-keep') && !(node.tagName === 'FORM' && inUse(node));
}

function received(e) {
  const { ctx } = e.detail;
  const { status, headers, raw } = ctx.response;
  const page = /^\s*<!doctype/i.test(ctx.text);
  if (page && raw.redirected && new URL(raw.url).pathname === signIn()) { e.preventDefault(); explain(401); return; }
  explain(status);
  if (status >= 400 && !(headers.get('Content-Type') ?? '').startsWith('text/html')) e.preventDefault();
  else if (page && (status < 400 || status === 422 || status === 409)) wholePage(e, ctx, raw);
}

// wholePage lets a handler answer every post with a redirect to a page: the part we asked for is taken out of it,
// and when the redirect leads elsewhere, we go there.
function wholePage(e, ctx, raw) {
  const twin = ctx.target?.id && new DOMParser().parseFromString(ctx.text, 'text/html').getElementById(ctx.target.id);
  if (twin && (ctx.response.status >= 400 || new URL(raw.url).pathname === location.pathname)) {
    notice(new DOMParser().parseFromString(ctx.text, 'text/html').querySelector('main > .alert-success'));
    ctx.text = ctx.swap.startsWith('outer') ? twin.outerHTML : twin.innerHTML;
    return;
  }
  e.preventDefault();
  if (raw.redirected) location.assign(raw.url);
  else showWhole(ctx.text);
}

// notice shows what the page says has been done, where the eye is; it goes with the next press.
function notice(alert) {
  document.querySelectorAll('.kh-toast').forEach((el) => el.remove());
  if (!alert) return;
  const toast = document.createElement('p');
  toast.className = 'kh-toast';
  toast.textContent = alert.textContent.trim();
  document.querySelector('main')?.append(toast);
  say(toast.textContent);
}

// showWhole takes a whole page that answers a post in place of the one we are on, as the browser would without us.
function showWhole(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  document.title = fresh.title;
  document.body.replaceWith(fresh.body);
  prepareSaying();
  window.htmx.process(document.body);
  document.querySelector('[data-focus], main')?.focus();
}

// prepare forgets what was typed once the server has it, so that the morph shows what the server says.
function prepare(ctx) {
  posted = ctx?.sourceElement?.closest('form');
  if (!posted || ctx.sourceElement.hasAttribute('hx-get') || !(ctx.response?.status < 400)) return;
  posted.reset();
  posted.closest('details[data-close-after]')?.removeAttribute('open'); // it is done; the page is as it was before
}
