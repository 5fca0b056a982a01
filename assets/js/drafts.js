// Drafts of what is half-written on a phone. They are kept as the person types, in plain local storage, because that is done
// before the next letter comes; a locked phone, a reload or a browser that closes the tab loses nothing.

const prefix = 'kh:utkast:';

const keyOf = ({ code, step, kind, input }) => `${prefix}${code}:${step}:${kind}:${input ?? ''}`;

export function keepDraft(about, data, text) {
  try {
    if (!text.trim()) localStorage.removeItem(keyOf(about));
    else localStorage.setItem(keyOf(about), JSON.stringify({ ...about, data, text }));
  } catch { /* storage is full or forbidden: the form still works */ }
}

export function draftOf(about) {
  try { return JSON.parse(localStorage.getItem(keyOf(about))); } catch { return null; }
}

export function forgetDraft(about) {
  try { localStorage.removeItem(keyOf(about)); } catch { /* nothing was kept */ }
}

export function draftsOf(code) {
  const found = [];
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (key.startsWith(`${prefix}${code}:`)) found.push(JSON.parse(localStorage.getItem(key)));
    }
  } catch { /* nothing was kept */ }
  return found;
}
