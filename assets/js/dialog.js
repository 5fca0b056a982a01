// Dialogs that scripts ask in. They are built from nodes, never from text, so nothing a person wrote can become markup.

function element(tag, className, text) {
  const el = document.createElement(tag);
  if (className) el.className = className;
  if (text) el.textContent = text;
  return el;
}

function button(text, className, value) {
  const el = element('button', className, text);
  el.value = value;
  return el;
}

let numbered = 0;

// show opens a dialog with a text and buttons and answers the pressed button's value, '' when it was closed.
function show({ title, text, link, buttons }) {
  return new Promise((resolve) => {
    const dialog = element('dialog', 'kh-dialog');
    const form = element('form');
    form.method = 'dialog';
    const heading = element(title ? 'h2' : 'p', 'kh-dialog-title', title || text);
    heading.id = `kh-dialog-${++numbered}`;
    dialog.setAttribute('aria-labelledby', heading.id);
    form.append(heading);
    if (title && text) form.append(element('p', '', text));
    if (link) form.append(signIn(link));
    const row = element('div', 'kh-form-actions');
    row.append(...buttons);
    form.append(row);
    dialog.append(form);
    document.body.append(dialog);
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue); });
    dialog.showModal();
  });
}

function signIn({ href, text }) {
  const p = element('p');
  const a = element('a', 'button button-primary', text);
  a.href = href;
  a.target = '_blank';
  a.rel = 'noopener';
  p.append(a);
  return p;
}

// ask asks once and answers whether the person said yes.
export async function ask(text, yes, no) {
  const back = document.activeElement;
  const answer = await show({ text, buttons: [button(yes, 'button button-primary', 'yes'), button(no, 'button button-secondary', '')] });
  back?.focus?.();
  return answer === 'yes';
}

// tell shows something the person must know; it may offer a link.
export function tell({ title, text, link, close }) {
  return show({ title, text, link, buttons: [button(close, 'button button-secondary', '')] });
}
