// What is somebody writing in? Nothing on the page may disturb that.

const controls = 'textarea, select, input:not([type=hidden]):not([type=submit]):not([type=button])';

// dirty tells whether a control holds something else than the server gave it.
export function dirty(control) {
  if (control.tagName === 'SELECT') return dirtySelect(control);
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  if (control.type === 'file') return control.files.length > 0;
  return control.value !== control.defaultValue;
}

function dirtySelect(select) {
  const options = [...select.options];
  if (options.some((o) => o.defaultSelected)) return options.some((o) => o.selected !== o.defaultSelected);
  return !select.multiple && select.selectedIndex > 0;
}

export function dirtyForm(form) {
  return [...form.querySelectorAll(controls)].some(dirty);
}

// halfWritten tells whether some form in root holds half-written text.
export function halfWritten(root) {
  return [...root.querySelectorAll('form')].some(dirtyForm);
}

// inUse tells whether a form is written in right now, or was left half-written.
export function inUse(form) {
  const active = document.activeElement;
  const typing = active && form.contains(active) && active.matches(controls);
  return Boolean(typing) || dirtyForm(form);
}

// holdsWriting tells whether a node is, or holds, a form in use.
export function holdsWriting(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (node.tagName === 'FORM') return inUse(node);
  return [...node.querySelectorAll('form')].some(inUse);
}
