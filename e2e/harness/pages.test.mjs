// The scripts of app pages: live regions, htmx, the board, the clock and the small things, against a tiny server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { seen, tabTo } from '../lib/eyes.mjs';
import { until } from '../lib/ports.mjs';
import { document, openSite } from '../lib/site.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let site, visitors, v, page;
before(async () => {
  site = await openSite({});
  visitors = await openVisitors(site);
});
after(async () => { await site?.close(); await visitors?.close(); });
beforeEach(async () => {
  Object.assign(site, { routes: {}, newest: undefined, silent: undefined, requests: [] });
  v = await visitors.come();
  page = v.page;
});
afterEach(() => visitors.leave());

const words = 'data-gone-title="Du er logget af" data-gone-text="Log ind i en ny fane. Din tekst bliver stående." data-gone-link="Log ind" data-signin="/log-ind" data-shut-title="Siden er ikke åben for dig" data-shut-text="Kopiér din tekst." data-away-text="Serveren svarer ikke. Prøv igen om lidt." data-close-text="Luk"';
const shell = (body, more = {}) => document({ bodyAttributes: `${words} data-live="/stroem"`, ...more, body: `<main><h1>Prøve</h1>${body}</main>` });

// ---- live

test('a region follows the server and leaves the form that is written in alone', async () => {
  let n = 1;
  const inside = () => `<p id="antal" data-say>${n} kort</p><form id="f" method="post"><label for="t">Ny overskrift</label><input class="form-input" id="t" name="t"><button class="button button-secondary">Gem</button></form><details id="d"><summary>Mere</summary><p>${n}</p></details>`;
  site.routes = { 'GET /': () => shell(`<section id="r" data-live-event="board" data-live-get="/r">${inside()}</section>`), 'GET /r': inside };
  await v.go('/');
  await page.locator('#t').pressSequentially('Tid til bør');
  await page.locator('summary').click();
  n = 34;
  site.ring('board', { version: 2 });
  await page.locator('#antal', { hasText: '34 kort' }).waitFor();
  assert.equal(await page.locator('#t').inputValue(), 'Tid til bør');
  assert.equal(await page.locator('#d').getAttribute('open'), '');
  await until('spoken', async () => (await page.locator('#kh-say').textContent()).includes('34 kort'));
  await seen(page);
});

test('the same news twice is fetched once, and a version the page has is not fetched at all', async () => {
  site.newest = { board: { version: 7 } };
  site.routes = { 'GET /': () => shell('<section id="r" data-live-event="board" data-live-get="/r" data-live-version="7">nu</section>'), 'GET /r': () => 'nyt' };
  await v.go('/');
  await until('listening', () => site.listeners.size === 1);
  site.ring('board', { version: 7 });
  site.ring('board', { version: 8 });
  site.ring('board', { version: 8 });
  await page.locator('#r', { hasText: 'nyt' }).waitFor();
  site.hangUp();
  await until('listening again', () => site.listeners.size === 1);
  v.forgive(/net::ERR/);
  assert.equal(site.requests.filter((r) => r.path === '/r').length, 1);
});

test('a number of an event is shown without a fetch', async () => {
  site.routes = { 'GET /': () => shell('<p><strong data-live-event="board" data-live-key="count.all">0</strong> bidrag</p>') };
  await v.go('/');
  await until('listening', () => site.listeners.size === 1);
  site.ring('board', { count: { all: 41 } });
  await page.locator('strong', { hasText: '41' }).waitFor();
});

test('a sign-in page never gets into a region, and a failing fragment is asked for again', async () => {
  let answers = [{ status: 503, body: '' }, 'nyt'];
  v.forgive(/status of 503/, /^503 for/);
  site.routes = {
    'GET /': () => shell('<section id="r" data-live-event="board" data-live-get="/r">gammelt</section><section id="s" data-live-event="board" data-live-get="/s">mit</section>'),
    'GET /r': () => answers.shift() ?? 'nyt',
    'GET /s': () => ({ status: 303, headers: { Location: '/log-ind' } }),
    'GET /log-ind': () => document({ body: '<main><h1>Log ind</h1></main>' }),
  };
  await v.go('/');
  site.ring('board', { version: 1 });
  await page.locator('#r', { hasText: 'nyt' }).waitFor();
  assert.equal(await page.locator('#s').textContent(), 'mit');
});

for (const [why, answer, says] of [
  ['whose sign-in has ended is asked to sign in', { status: 303, headers: { Location: '/log-ind' } }, 'Du er logget af'],
  ['to whom the page is not open any more is told so', { status: 403, body: 'nej' }, 'Siden er ikke åben for dig'],
]) {
  test(`a stream that is refused: ${why}, and keeps what is half written`, async () => {
    v.forgive(/status of (403|503)/, /^503 for/, /net::ERR/);
    let now = shell('<p data-live-status data-lost="Væk" data-back="Tilbage" role="status" hidden></p><label for="t">Tekst</label><input class="form-input" id="t">');
    site.routes = { 'GET /': () => now, 'GET /log-ind': () => document({ body: '<main><h1>Log ind</h1></main>' }) };
    await v.go('/');
    await until('listening', () => site.listeners.size === 1);
    await page.locator('#t').fill('halv sætn');
    now = answer;
    site.silent = 'refuse';
    site.hangUp();
    await page.locator('dialog', { hasText: says }).waitFor();
    await seen(page, says);
    assert.equal(await page.locator('#t').inputValue(), 'halv sætn');
  });
}

test('a stream that is lost says so at once, though the page does not answer', async () => {
  v.forgive(/net::ERR/, /status of 503/, /^503 for/);
  let asked = 0;
  const first = shell('<p data-live-status data-lost="Væk" data-back="Tilbage" role="status" hidden></p>');
  let answer = () => first;
  site.routes = { 'GET /': () => answer() };
  await v.go('/');
  await until('listening', () => site.listeners.size === 1);
  answer = () => { asked++; return new Promise(() => {}); };
  site.silent = 'refuse';
  site.hangUp();
  await page.locator('[data-live-status]', { hasText: 'Væk' }).waitFor();
  await until('the page is asked for', () => asked === 1);
  site.silent = undefined;
  await page.locator('[data-live-status]', { hasText: 'Tilbage' }).waitFor({ state: 'attached' }); // it is told once, and then the line goes
  assert.equal(asked, 1);
  assert.equal(await page.locator('dialog').count(), 0);
});

test('the stream is closed while the page is hidden and catches up when it is shown', async () => {
  site.routes = { 'GET /': () => shell('<section id="r" data-live-event="board" data-live-get="/r">1</section>'), 'GET /r': () => '2' };
  await v.go('/');
  await until('listening', () => site.listeners.size === 1);
  const hide = (hidden) => page.evaluate((h) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => h }); document.dispatchEvent(new Event('visibilitychange')); }, hidden);
  await hide(true);
  await until('closed', () => site.listeners.size === 0);
  site.ring('board', { version: 2 });
  await hide(false);
  await page.locator('#r', { hasText: '2' }).waitFor();
});

// ---- htmx

const formPage = (value, error = '') => shell(`<section id="del"><form id="f" method="post" action="/gem" hx-post="/gem" hx-target="#del" hx-swap="innerMorph"><label for="t">Tekst</label>
  <input class="form-input" id="t" name="t" value="${value}" ${error && 'aria-invalid="true"'}>${error && `<p class="form-error-message">${error}</p>`}<button class="button button-primary">Gem</button></form><p id="sidst">${value}</p></section>`);

test('a post that is answered with a redirect to the page shows the page, with and without script', async () => {
  let value = 'gammel';
  site.routes = { 'GET /': () => formPage(value), 'POST /gem': (_, body) => { value = new URLSearchParams(body).get('t'); return { status: 303, headers: { Location: '/' } }; } };
  for (const javaScript of [true, false]) {
    const someone = await visitors.come({ javaScript });
    await someone.go('/');
    await someone.page.locator('#t').fill(`ny ${javaScript}`);
    await someone.page.locator('#f button').click();
    await someone.page.locator('#sidst', { hasText: `ny ${javaScript}` }).waitFor();
    assert.equal(await someone.page.locator('#t').inputValue(), `ny ${javaScript}`);
    assert.equal(await someone.page.locator('#del #del').count(), 0);
  }
});

test('a refused post shows the form again with its error and keeps what was typed', async () => {
  v.forgive(/status of 422/);
  site.routes = { 'GET /': () => formPage(''), 'POST /gem': () => ({ status: 422, body: '<form id="f" method="post" action="/gem" hx-post="/gem" hx-target="#del" hx-swap="innerMorph"><label for="t">Tekst</label><input class="form-input" id="t" name="t" value="x" aria-invalid="true"><p class="form-error-message">Skriv lidt mere</p><button>Gem</button></form>' }) };
  await v.go('/');
  await page.locator('#t').fill('x');
  await page.locator('#f button').click();
  await page.locator('.form-error-message', { hasText: 'Skriv lidt mere' }).waitFor();
  assert.equal(await page.locator('#t').inputValue(), 'x');
});

test('a post that meets an expired sign-in keeps the form and says what to do', async () => {
  v.forgive(/status of 401/);
  site.routes = { 'GET /': () => formPage(''), 'POST /gem': () => ({ status: 401, body: '<!doctype html><h1>Log ind</h1>' }) };
  await v.go('/');
  await page.locator('#t').fill('en lang tekst');
  await page.locator('#f button').click();
  await page.locator('dialog', { hasText: 'Du er logget af' }).waitFor();
  await seen(page, 'signed out');
  await page.locator('dialog button', { hasText: 'Luk' }).click();
  assert.equal(await page.locator('#t').inputValue(), 'en lang tekst');
});

test('a post to a server that is away keeps the form and says so', async () => {
  v.forgive(/net::ERR/, /Failed to fetch/, /status of 503/, /^503 for/);
  let answer = { status: 503, body: 'x' };
  site.routes = { 'GET /': () => formPage(''), 'POST /gem': () => answer };
  await v.go('/');
  for (const next of [answer, null]) {
    answer = next;
    await page.locator('#t').fill('en lang tekst');
    await page.locator('#f button').click();
    await page.locator('dialog', { hasText: 'Serveren svarer ikke' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#t').inputValue(), 'en lang tekst');
  }
});

// ---- board

function boardSite() {
  const at = { 7: 'bakke', 8: 'bakke' };
  const card = (id) => `<li id="kort-${id}" class="kh-card" data-card tabindex="-1" data-drop="kort-${id}"><button type="button" class="js-only" data-card-handle tabindex="-1" aria-hidden="true">⠿</button><p>Kort ${id}</p>
    <form method="post" action="/placer" hx-post="/placer" hx-target="#tavle" hx-swap="innerMorph"><input type="hidden" name="kort" value="${id}"><button class="button button-secondary button-small" name="zone" value="alle" data-drop-to="alle">Alle tre</button> <button class="button button-secondary button-small" name="zone" value="formelt" data-drop-to="formelt">Besluttet</button>${id === '7' ? '<button class="button button-secondary button-small" name="zone" value="kort-8" data-drop-to="kort-8">Saml med kort 8</button>' : ''}</form></li>`;
  const zone = (name, title) => `<section class="kh-zone" data-drop="${name}" id="z-${name}"><h2 class="kh-zone-title">${title}</h2><ul class="kh-cards">${Object.keys(at).filter((id) => at[id] === name).map(card).join('')}</ul></section>`;
  const inside = () => `<div class="kh-board">${zone('alle', 'Alle tre')}${zone('formelt', 'Kun besluttet')}${zone('kort-8', 'Samlet')}${zone('bakke', 'Ikke placeret')}</div>`;
  return { at, routes: { 'GET /': () => shell(`<section id="tavle">${inside()}</section>`, { scripts: ['board.js'] }), 'POST /placer': (_, body) => { const p = new URLSearchParams(body); at[p.get('kort')] = p.get('zone'); return { status: 303, headers: { Location: '/' } }; } } };
}

async function drag(from, to, offset = 20) {
  const a = await page.locator(from).boundingBox(), b = await page.locator(to).boundingBox();
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + 30, a.y + 30, { steps: 3 });
  await page.mouse.move(b.x + offset, b.y + offset, { steps: 6 });
}

test('dragging a card presses the button that leads to the same place', async () => {
  const board = boardSite();
  site.routes = board.routes;
  await v.go('/');
  await drag('#kort-7 [data-card-handle]', '#z-alle');
  await page.locator('#z-alle.kh-over').waitFor();
  await page.mouse.up();
  await page.locator('#z-alle #kort-7').waitFor();
  assert.deepEqual(board.at, { 7: 'alle', 8: 'bakke' });
  await until('focus on the moved card', () => page.evaluate(() => document.activeElement?.id === 'kort-7'));
  await seen(page, 'board');
});

test('a card dropped on another is gathered with it, and a drop where no button leads does nothing', async () => {
  const board = boardSite();
  site.routes = board.routes;
  await v.go('/');
  await drag('#kort-7 [data-card-handle]', '#kort-8', 60);
  await page.mouse.up();
  await until('gathered', () => board.at[7] === 'kort-8');
  await drag('#kort-8 [data-card-handle]', 'h1', 2);
  await page.mouse.up();
  assert.equal(board.at[8], 'bakke');
  assert.equal(await page.locator('.kh-ghost').count(), 0);
});

test('the keyboard reaches the same places by the buttons', async () => {
  const board = boardSite();
  site.routes = board.routes;
  await v.go('/');
  await tabTo(page, '#kort-8 [data-drop-to=formelt]');
  await page.keyboard.press('Enter');
  await page.locator('#z-formelt #kort-8').waitFor();
});

test('without script a board is moved by its buttons too', async () => {
  const board = boardSite();
  site.routes = board.routes;
  const someone = await visitors.come({ javaScript: false });
  await someone.go('/');
  await someone.page.locator('#kort-7 [data-drop-to=alle]').click();
  await someone.page.locator('#z-alle #kort-7').waitFor();
});

// ---- clock and small things

test('a clock that comes after a wait in the lobby shows the same time as everybody\'s', async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  await page.clock.install({ time: start });
  const begun = new Date(start.getTime() + 45_000);
  const clock = `<p><time id="ur" data-clock data-now="${begun.toISOString()}" data-ends-at="${new Date(begun.getTime() + 600_000).toISOString()}">10:00</time></p>`;
  let begins = false;
  site.routes = { 'GET /': () => shell('<section id="r" data-live-event="step" data-live-get="/r"><p>Vi venter</p></section>'), 'GET /r': () => (begins ? clock : '<p>Vi venter</p>') };
  await v.go('/');
  await page.clock.runFor(45_000);
  begins = true;
  site.ring('step', { version: 2 });
  await page.locator('#ur').waitFor();
  await page.clock.runFor(2_000);
  assert.match(await page.locator('#ur').textContent(), /^9:5[6-9]$/);
});

test('the clock counts to the server\'s moment, whatever the device thinks the time is', async () => {
  const serverNow = Date.now() - 3_600_000; // this device is an hour ahead
  site.routes = { 'GET /': () => shell(`<p><time data-clock data-total="600" data-now="${new Date(serverNow).toISOString()}" data-ends-at="${new Date(serverNow + 302_000).toISOString()}" data-say-5="Fem minutter tilbage.">5:02</time></p><p><time id="paused" data-clock data-left="760">–</time></p><p><time id="over" data-clock data-over="Tiden er gået" data-now="${new Date(serverNow).toISOString()}" data-ends-at="${new Date(serverNow - 1000).toISOString()}">0:00</time></p>`) };
  await v.go('/');
  await until('counting', async () => /^(5:0[01]|4:5\d)$/.test(await page.locator('[data-total]').textContent()));
  assert.equal(await page.locator('#paused').textContent(), '12:40');
  assert.equal(await page.locator('#over').textContent(), 'Tiden er gået');
  await until('spoken', async () => (await page.locator('#kh-say').textContent()).includes('Fem minutter'));
});

test('a dangerous press asks once, also for a form that htmx posts', async () => {
  let posts = 0;
  site.routes = { 'GET /': () => shell(`<section id="del"><form method="post" action="/slet" hx-post="/slet" hx-target="#del" hx-swap="innerMorph" data-confirm="Vil du fjerne kortet?" data-confirm-yes="Fjern" data-confirm-no="Behold"><button class="button button-warning">Fjern kort</button></form><p id="n">${posts}</p></section>`), 'POST /slet': () => { posts++; return { status: 303, headers: { Location: '/' } }; } };
  await v.go('/');
  await page.locator('#del form button').click();
  await seen(page, 'asking');
  await page.locator('dialog button', { hasText: 'Behold' }).click();
  await page.locator('#del form button').click();
  await page.locator('dialog button', { hasText: 'Fjern' }).click();
  await page.locator('#n', { hasText: '1' }).waitFor();
  assert.equal(posts, 1);
});

test('a draft survives a reload and is forgotten once it is kept', async () => {
  site.routes = { 'GET /': () => shell('<form method="post" action="/gem" data-draft="udkast-1"><label for="t">Tekst</label><textarea class="form-input" id="t" name="t" data-grow></textarea><button class="button button-primary">Gem</button></form>'), 'POST /gem': () => ({ status: 303, headers: { Location: '/' } }) };
  await v.go('/');
  await page.locator('#t').fill('et langt udkast');
  await page.reload();
  assert.equal(await page.locator('#t').inputValue(), 'et langt udkast');
  await Promise.all([page.waitForNavigation(), page.locator('form button').click()]);
  assert.equal(await page.locator('#t').inputValue(), '');
});

test('menu, dialog, copying, counting and growing work by keyboard on a phone', async () => {
  const someone = await visitors.newPhone({ permissions: ['clipboard-read', 'clipboard-write'] });
  const p = someone.page;
  site.routes = { 'GET /': () => shell(`<button class="kh-menu-button" type="button" data-menu="m" aria-expanded="false" aria-controls="m">Menu</button><nav class="kh-nav" id="m" aria-label="Hovedmenu"><ul><li><a href="/">Kerneopgaver</a></li></ul></nav>
    <p><a href="/x" data-open="dlg" class="button button-secondary">Inviter</a></p><dialog id="dlg" class="kh-dialog" aria-labelledby="dt"><h2 id="dt">Inviter</h2><form method="dialog"><button class="button button-secondary">Luk</button></form></dialog>
    <p id="kode">ABCDE-FGHJK</p><button class="button button-tertiary" type="button" data-copy="#kode" data-copied="Kopieret">Kopiér</button>
    <label for="t">Tekst</label><textarea class="form-input" id="t" maxlength="60" data-grow></textarea><p data-left="{n} tegn tilbage" data-for="t"></p>`) };
  await someone.go('/');
  assert.equal(await p.locator('#m').isVisible(), false);
  await p.locator('[data-menu]').click();
  assert.equal(await p.locator('#m').isVisible(), true);
  await seen(p, 'menu open');
  await p.keyboard.press('Escape');
  assert.equal(await p.locator('#m').isVisible(), false);
  await p.locator('[data-open]').click();
  await seen(p, 'dialog open');
  await p.locator('dialog button').click();
  await p.locator('[data-copy]').click();
  await p.locator('[data-copy]', { hasText: 'Kopieret' }).waitFor();
  assert.equal(await p.evaluate(() => navigator.clipboard.readText()), 'ABCDE-FGHJK');
  const low = (await p.locator('#t').boundingBox()).height;
  await p.locator('#t').fill('x\n'.repeat(15));
  assert.ok((await p.locator('#t').boundingBox()).height > low + 50);
  assert.equal(await p.locator('[data-left]').textContent(), '30 tegn tilbage');
});
