// What somebody writes on a phone is never lost and never doubled, whatever happens between the thumb and the server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { until } from '../lib/ports.mjs';
import { openSite } from '../lib/site.mjs';
import { openVisitors } from '../lib/visitors.mjs';
import { makeRoom } from './room.mjs';

const here = '/deltag/ABCDEFGHJK';
let site, room, visitors, phone, page;
before(async () => {
  site = await openSite({});
  visitors = await openVisitors(site);
});
after(async () => { await site?.close(); await visitors?.close(); });
beforeEach(async () => {
  room = makeRoom();
  Object.assign(site, { routes: room.routes, newest: undefined, silent: undefined, requests: [] });
  phone = await visitors.newPhone();
  page = phone.page;
  phone.forgive(/status of 4(09|22)/);
  await phone.go(here);
});
afterEach(() => visitors.leave());

const write = async (text) => { await page.locator('#udsagn').fill(text); await page.locator('#trin button:text-is("Tilføj")').click(); };
const texts = () => [...room.stored.values()].map((i) => i.data.udsagn);
const arrived = (n) => until(`${n} stored`, () => room.stored.size === n);
const shows = (selector, text) => page.locator(selector, { hasText: text }).first().waitFor();

test('a text is sent, the field is empty again, and the group sees it', async () => {
  await write('Vi følger elever ind fra bussen');
  await arrived(1);
  assert.deepEqual([...room.stored.values()].map((i) => [i.step, i.kind, i.data]), [[3, 'perspektivkort', { perspektiv: 'oplevet', udsagn: 'Vi følger elever ind fra bussen' }]]);
  await shows('[data-outbox-status]', '✓ sendt');
  assert.equal(await page.locator('#udsagn').inputValue(), '');
  await shows('#gruppe li', 'Vi følger elever ind fra bussen');
  await until('its twin has taken over', async () => (await page.locator('[data-outbox-list] li').count()) === 0);
  await seen(page, 'after sending');
});

test('five texts written in flight mode arrive once each, in order', async () => {
  await phone.flightMode();
  for (const n of [1, 2, 3, 4, 5]) await write(`tekst ${n}`);
  await shows('[data-outbox-status]', '5 gemt på telefonen');
  assert.equal(room.stored.size, 0);
  await phone.flightMode(false);
  await arrived(5);
  assert.deepEqual(texts(), [1, 2, 3, 4, 5].map((n) => `tekst ${n}`));
  await shows('[data-outbox-status]', '✓ sendt');
});

test('a lost answer makes no double', async () => {
  room.mode = 'lost';
  await write('kun én gang');
  await until('delivered twice', () => room.deliveries >= 2);
  room.mode = 'ok';
  await shows('[data-outbox-status]', '✓ sendt');
  assert.equal(room.stored.size, 1);
  phone.forgive(/net::ERR/);
});

test('a server that is away is asked again until it is back', async () => {
  phone.forgive(/status of 503/, /^503 for/);
  room.mode = 'away';
  await write('vent på mig');
  await until('asked more than once', () => room.deliveries >= 2);
  await shows('[data-outbox-status]', '1 gemt på telefonen');
  room.mode = 'ok';
  await arrived(1);
});

test('after a reload and after a closed tab, queue and half-written sentence are still there', async () => {
  phone.forgive(/status of 503/, /^503 for/);
  room.mode = 'away';
  await write('færdig sætning');
  await page.locator('#udsagn').fill('halv sætn');
  await shows('[data-outbox-status]', '1 gemt');
  await page.reload();
  assert.equal(await page.locator('#udsagn').inputValue(), 'halv sætn');
  await shows('[data-outbox-list] li', 'færdig sætning');
  await page.close();
  room.mode = 'ok';
  page = await phone.context.newPage();
  await page.goto(here);
  await arrived(1);
  assert.equal(await page.locator('#udsagn').inputValue(), 'halv sætn');
});

test('who writes on while the text before is being kept loses nothing', async () => {
  phone.forgive(/status of 503/, /^503 for/);
  room.mode = 'away';
  await page.locator('#udsagn').fill('færdig sætning');
  await page.evaluate(() => { // in one breath, before the device has answered
    [...document.querySelectorAll('#trin button')].find((b) => b.textContent.trim() === 'Tilføj').click();
    const field = document.getElementById('udsagn');
    field.value = 'næste sætn';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await shows('[data-outbox-status]', '1 gemt');
  await page.reload();
  assert.equal(await page.locator('#udsagn').inputValue(), 'næste sætn');
  await shows('[data-outbox-list] li', 'færdig sætning');
});

test('the page opens again without a network', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until('the page is kept', () => page.evaluate(async () => Boolean(await (await caches.open('kernehus-phone')).match(location.href) && await (await caches.open('kernehus-static')).match('/static/phone.js'))));
  await page.locator('#udsagn').fill('skrevet i toget');
  await phone.flightMode();
  await page.reload();
  assert.equal(await page.locator('#udsagn').inputValue(), 'skrevet i toget');
  await page.locator('#trin button:text-is("Tilføj")').click();
  await shows('[data-outbox-status]', '1 gemt');
  await phone.flightMode(false);
  await arrived(1);
});

test('a closed step keeps the text and offers to send it late', async () => {
  room.mode = 'step';
  await write('lidt for sent');
  await shows('[data-outbox-list] li', 'Trinnet er lukket');
  await seen(page, 'step closed');
  await page.locator('[data-act=late]').click();
  await arrived(1);
  assert.equal([...room.stored.values()][0].late, true);
});

test('a closed dialogue keeps the text to copy, and removing it asks first', async () => {
  room.mode = 'closed';
  await write('for sent');
  await shows('[data-outbox-list] li', 'Dialogen er lukket');
  await page.locator('[data-act=copy]').click();
  await shows('[data-act=copy]', 'Kopieret');
  await page.locator('[data-act=drop]').click();
  await seen(page, 'asked before removing');
  await page.locator('dialog button', { hasText: 'Behold' }).click();
  assert.equal(await page.locator('[data-outbox-list] li').count(), 1);
  await page.locator('[data-act=drop]').click();
  await page.locator('dialog button', { hasText: 'Fjern' }).click();
  await until('gone', async () => (await page.locator('[data-outbox-list] li').count()) === 0);
});

test('a refused text comes back into its field with the reason', async () => {
  room.mode = 'cpr';
  await write('mail til 010203-1234');
  await shows('[data-error-for]', 'Det ligner et cpr-nummer');
  assert.equal(await page.locator('#udsagn').inputValue(), 'mail til 010203-1234');
  assert.equal(await page.locator('#udsagn').getAttribute('aria-invalid'), 'true');
  await seen(page, 'refused');
  room.mode = 'ok';
  await write('mail til en borger');
  await arrived(1);
  assert.deepEqual(texts(), ['mail til en borger']);
});

test('the room moves on: the phone says so and lets the sentence be finished', async () => {
  await page.locator('#udsagn').pressSequentially('Vi lytter fø');
  site.ring('step', room.moveOn());
  await shows('[data-live-waiting]', 'Rummet er gået videre');
  await page.locator('#udsagn').pressSequentially('rst');
  assert.equal(await page.locator('#udsagn').inputValue(), 'Vi lytter først');
  await seen(page, 'moved on');
  await page.locator('#trin button:text-is("Tilføj")').click();
  await shows('h1', 'Trin 4');
  await arrived(1);
  assert.equal([...room.stored.values()][0].step, 3);
});

test('going along at once keeps the half-written text to send or copy', async () => {
  await page.locator('#udsagn').fill('halv tanke');
  site.ring('step', room.moveOn());
  await page.locator('[data-live-now]').click();
  await shows('h1', 'Trin 4');
  await shows('[data-outbox-list] li', 'halv tanke');
  await page.locator('[data-act=send]').click();
  await arrived(1);
  assert.deepEqual([...room.stored.values()].map((i) => [i.step, i.data.udsagn]), [[3, 'halv tanke']]);
});

test('one corrects and withdraws what one wrote', async () => {
  await write('skrevt forkert');
  await shows('#gruppe li', 'skrevt forkert');
  await page.locator('#gruppe summary').click();
  await page.locator('#gruppe textarea').fill('skrevet rigtigt');
  await page.locator('#gruppe button:text-is("Gem")').click();
  await until('corrected', () => texts()[0] === 'skrevet rigtigt');
  await shows('#gruppe li', 'skrevet rigtigt');
  await page.locator('#gruppe button:text-is("Træk tilbage")').click();
  await until('withdrawn', () => room.stored.size === 0);
  await until('gone from the list', async () => (await page.locator('#gruppe li').count()) === 0);
});

test('being done wipes the phone, and asks when something is unsent', async () => {
  phone.forgive(/status of 503/, /^503 for/);
  room.mode = 'away';
  await write('usendt');
  await page.locator('.ph-foot button').click();
  await page.locator('dialog', { hasText: '1 er ikke sendt endnu' }).waitFor();
  await page.locator('dialog button', { hasText: 'Slet' }).click();
  await page.waitForURL('**/deltag');
  room.mode = 'ok';
  await phone.go(here);
  assert.equal(await page.locator('[data-outbox-list] li').count(), 0);
  assert.equal(room.stored.size, 0);
});

test('the phone says when the connection is gone and when it is back', async () => {
  phone.forgive(/status of 503/, /^503 for/, /net::ERR/);
  await until('listening', () => site.listeners.size === 1);
  site.silent = 'refuse';
  site.hangUp();
  await shows('[data-live-status]', 'Forbindelsen er væk');
  await seen(page, 'connection lost');
  site.silent = undefined;
  await until('listening again', () => site.listeners.size === 1);
  await until('told', async () => page.locator('[data-live-status]').isHidden());
});

test('a silent connection is noticed and replaced', async () => {
  await until('listening', () => site.listeners.size === 1);
  const [first] = site.listeners;
  site.silent = 'stall';
  await until('a new connection', () => site.listeners.size === 1 && !site.listeners.has(first), 25_000);
});
