// quiet posts a small form without leaving the page, and then looks at what it changed. A press that did not come through is
// told, and nothing on the page has changed.

import { refreshFor } from './live.js';
import { say } from './say.js';

export function startQuiet() {
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (!form.matches('form[data-quiet]') || e.defaultPrevented) return;
    e.preventDefault();
    post(form, e.submitter);
  });
}

async function post(form, submitter) {
  if (form.dataset.posting) return;
  form.dataset.posting = 'yes';
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const answer = await fetch(submitter?.getAttribute('formaction') ?? form.action, { method: 'POST', body, credentials: 'same-origin', signal: AbortSignal.timeout?.(15_000) });
    if (!answer.ok) throw new Error(String(answer.status));
    form.getAttribute('data-quiet').split(/\s+/).filter(Boolean).forEach(refreshFor);
  } catch {
    say(document.querySelector('[data-live-status]')?.getAttribute('data-lost'));
  } finally {
    delete form.dataset.posting;
  }
}
