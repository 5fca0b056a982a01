// say tells people who listen to the page what changed on it, politely and one thing at a time.

let place;

// prepareSaying makes the place before anything is said in it: readers of the screen only notice a change in a place they know.
export function prepareSaying() {
  place = document.createElement('div');
  place.id = 'kh-say';
  place.className = 'visually-hidden';
  place.setAttribute('role', 'status');
  document.body.append(place);
}

export function say(text) {
  if (!place || !text) return;
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
}
