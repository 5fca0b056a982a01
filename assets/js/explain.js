// explain tells why nothing happened, in the page's own words: who is signed out signs in beside the page, and what they wrote stays.

import { tell } from './dialog.js';

const word = (name) => document.body.getAttribute(name) ?? '';

export const signIn = () => word('data-signin') || '/log-ind';

export function explain(status) {
  if (status === 401) {
    tell({ title: word('data-gone-title'), text: word('data-gone-text'), link: { href: signIn(), text: word('data-gone-link') }, close: word('data-close-text') });
  } else if (status === 403 && word('data-shut-title')) {
    tell({ title: word('data-shut-title'), text: word('data-shut-text'), close: word('data-close-text') });
  } else if (status === 0 || status === 403 || status === 404 || status === 429 || status >= 500) {
    tell({ text: word('data-away-text'), close: word('data-close-text') });
  }
}
