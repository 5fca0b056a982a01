// fit makes what stands on the wall as large as there is room for: a wall is read from afar, and it cannot be scrolled.

const larger = [1.5, 1.4, 1.3, 1.2, 1.1];
const sizes = [1, 0.94, 0.88, 0.83, 0.78, 0.73, 0.69, 0.65, 0.61, 0.57, 0.54, 0.51, 0.48, 0.45, 0.42, 0.4, 0.37, 0.35];

export function startFit() {
  fit();
  for (const moved of ['resize', 'load']) window.addEventListener(moved, fit);
  document.addEventListener('kh:morphed', fit);
  document.fonts?.ready.then(fit);
  document.fonts?.addEventListener('loadingdone', fit); // a letter may come with the first card that needs it
  const edges = new ResizeObserver(fit); // above and below the wall: they take its room
  document.querySelectorAll('.pj > :not(main)').forEach((el) => edges.observe(el));
}

// fit tries the largest size first. What has been shown grows and shrinks by itself; a question alone only shrinks.
function fit() {
  const wall = document.querySelector('.pj-wall');
  const fits = wall ?? document.getElementById('laerred');
  if (!fits || window.innerHeight === 0) return;
  document.getElementById('laerred').style.zoom = 1;
  for (const size of wall ? [...larger, ...sizes] : sizes) {
    fits.style.zoom = size;
    if (document.documentElement.scrollHeight <= window.innerHeight && fits.scrollWidth <= fits.clientWidth) return;
  }
}
