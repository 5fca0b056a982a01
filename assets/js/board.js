// board lets a card be dragged to where a button would have put it. It presses that button; it knows no other way.

const threshold = 6; // px a pointer moves before it is a drag and not a press

let drag;

document.addEventListener('pointerdown', (e) => {
  const handle = e.target.closest?.('[data-card-handle]');
  const card = handle?.closest('[data-card]');
  if (!card || e.button !== 0) return;
  drag = { card, handle, id: e.pointerId, x: e.clientX, y: e.clientY };
  handle.setPointerCapture(e.pointerId);
});

document.addEventListener('pointermove', (e) => {
  if (!drag || e.pointerId !== drag.id) return;
  if (!drag.ghost && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < threshold) return;
  drag.ghost ??= lift(drag.card);
  drag.ghost.style.transform = `translate(${e.clientX - drag.x}px, ${e.clientY - drag.y}px)`;
  aim(e.clientX, e.clientY);
  scrollAtEdge(e.clientY);
});

document.addEventListener('pointerup', (e) => {
  if (!drag || e.pointerId !== drag.id) return;
  const { card, button, target } = drag;
  put();
  if (button) press(card.id, target.getAttribute('data-drop'));
});

document.addEventListener('pointercancel', put);
document.addEventListener('keydown', (e) => { if (e.key === 'Escape' && drag) put(); });

// lift makes the picture of the card that follows the pointer; the card itself stays where it is.
function lift(card) {
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.removeAttribute('id');
  ghost.querySelectorAll('[id]').forEach((el) => el.removeAttribute('id'));
  ghost.inert = true;
  ghost.classList.add('kh-ghost');
  Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
  document.body.append(ghost);
  card.classList.add('kh-lifted');
  return ghost;
}

function aim(x, y) {
  const target = targetAt(x, y);
  if (target === drag.target) return;
  drag.target?.classList.remove('kh-over');
  drag.target = target;
  drag.button = target && buttonFor(drag.card, target);
  if (drag.button) target.classList.add('kh-over');
}

// targetAt finds the innermost place under the pointer where this card has a button for. What lies over the board, such as the
// bar that stays at the top, is looked through.
function targetAt(x, y) {
  let at = document.elementsFromPoint(x, y).map((el) => el.closest('[data-drop]')).find(Boolean);
  while (at && (drag.card.contains(at) || !buttonFor(drag.card, at))) at = at.parentElement?.closest('[data-drop]');
  return at ?? undefined;
}

function buttonFor(card, target) {
  return card.querySelector(`[data-drop-to="${CSS.escape(target.getAttribute('data-drop'))}"]`);
}

function scrollAtEdge(y) {
  const edge = 60;
  if (y < edge) window.scrollBy(0, -12);
  else if (y > window.innerHeight - edge) window.scrollBy(0, 12);
}

// press looks for card and button anew: the board may have been renewed while the card was in the air.
function press(id, place) {
  const button = document.querySelector(`#${CSS.escape(id)} [data-drop-to="${CSS.escape(place)}"]`);
  if (!button) return;
  // The card comes back in its new place with the next morph: the eye and the keyboard should find it there.
  document.addEventListener('htmx:after:swap', () => document.getElementById(id)?.focus({ preventScroll: true }), { once: true });
  if (button.form) button.form.requestSubmit(button); else button.click();
}

function put() {
  if (!drag) return;
  drag.ghost?.remove();
  drag.card.classList.remove('kh-lifted');
  drag.target?.classList.remove('kh-over');
  drag = undefined;
}
