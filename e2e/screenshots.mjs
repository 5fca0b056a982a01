// usage: node screenshots.mjs [WORD]     takes a picture of every page that people open in the demo municipality, at three
// widths and in both languages, and binds them into e2e/out/index.html. WORD takes only pages whose name holds it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHouse, root } from './lib/house.mjs';
import { openVisitors } from './lib/visitors.mjs';

const out = join(root, 'e2e', 'out');
const only = process.argv[2] ?? '';
const widths = { phone: 390, tablet: 768, desktop: 1440, projector: 1920 };

const house = await openHouse();
const printed = (pattern) => new URL(house.output.match(pattern)[0]).pathname;

// as: who looks (nobody, or the first part of a demo sign-in); find: a link on the page to follow instead of the page itself;
// before: what to do on the page first; sizes: at which widths.
const pages = [
  { name: 'forside', path: '/' },
  { name: 'kerneopgaver', path: '/kerneopgaver' },
  { name: 'kerneopgave', path: '/kerneopgaver', find: 'main a[href^="/kerneopgaver/"]' },
  { name: 'deltag', path: '/deltag' },
  { name: 'privatliv', path: '/privatliv' },
  { name: 'tilgaengelighed', path: '/tilgaengelighed' },
  { name: 'licenser', path: '/licenser' },
  { name: 'log-ind', path: '/log-ind' },
  { name: 'findes-ikke', path: '/findes-ikke' },
  ...['leder', 'medarbejder', 'konsulent', 'politiker', 'admin'].map((as) => ({ name: `hjem-${as}`, path: '/hjem', as })),
  { name: 'enhed', path: '/hjem', as: 'leder', find: 'main a[href^="/enheder/"]' },
  { name: 'dialoger', path: '/dialoger', as: 'leder' },
  { name: 'dialog', path: '/dialoger', as: 'leder', find: 'main a[href^="/dialoger/"]:not([href$="ny"])' },
  { name: 'ny-dialog', path: '/dialoger/ny', as: 'leder' },
  { name: 'min-konto', path: '/min-konto', as: 'leder' },
  { name: 'administration', path: '/administration', as: 'admin' },
  { name: 'dialog-styring', path: printed(/http\S+\/styring/), as: 'leder' },
  { name: 'dialog-referat', path: '/dialoger', as: 'leder', find: 'main a[href$="/referat"]' },
  { name: 'telefon-doer', path: printed(/http\S+\/deltag\/\w+/), sizes: ['phone'] },
  { name: 'telefon-trin', path: printed(/http\S+\/deltag\/\w+/), sizes: ['phone'], before: comeIn },
  { name: 'storskaerm', path: printed(/http\S+\/skaerm\/\w+/), sizes: ['projector'] },
  { name: 'storskaerm-moerk', path: `${printed(/http\S+\/skaerm\/\w+/)}?tema=moerk`, sizes: ['projector'] },
  { name: 'organisation', path: '/organisation', as: 'admin' },
];

const visitors = await openVisitors(house);
const people = new Map();
const taken = [];

// look opens a page as somebody; each keeps the sign-in from page to page.
async function look({ path, as, find, before }, size, language) {
  const who = `${as ?? ''}${size}`;
  if (!people.has(who)) people.set(who, as ? await visitors.signedIn(`${as}@fjordby.example`, { size }) : await visitors.come({ size }));
  const { page } = people.get(who);
  const answer = await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
  if (before) await before(page);
  if (!find) return { page, status: answer.status() };
  const link = await page.locator(find).first().getAttribute('href', { timeout: 2_000 }).catch(() => null);
  if (!link) return { page, status: 404 };
  return { page, status: (await page.goto(link)).status() };
}

async function comeIn(page) {
  if (!(await page.locator('form.ph-join').count())) return;
  await page.locator('input[name=hvem]').first().check();
  await page.locator('form.ph-join button').click();
  await page.locator('#trin').waitFor();
}

mkdirSync(out, { recursive: true });
for (const p of pages.filter(({ name }) => name.includes(only))) {
  for (const size of p.sizes ?? ['phone', 'tablet', 'desktop']) {
    for (const language of size === 'desktop' || p.sizes ? ['da', 'en'] : ['da']) {
      const { page, status } = await look(p, size, language);
      if (status >= 400 && p.name !== 'findes-ikke') { console.log(`${p.name}: ${status}`); continue; }
      const file = `${p.name}-${widths[size]}-${language}.png`;
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(out, file), fullPage: true });
      taken.push({ ...p, size, language, file });
    }
  }
}
const figures = taken.map((t) => `<figure><img src="${t.file}" alt="" loading="lazy"><figcaption>${t.name} · ${t.as ?? 'alle'} · ${widths[t.size]} · ${t.language}</figcaption></figure>`).join('\n');
writeFileSync(join(out, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Kernehus</title><style>body{font:16px sans-serif;display:flex;flex-wrap:wrap;gap:24px}img{max-width:420px;max-height:900px;object-fit:cover;object-position:top;border:1px solid #ccc}</style>\n${figures}\n`);
console.log(`${taken.length} pictures in e2e/out`);
await visitors.browser.close();
await house.close();
