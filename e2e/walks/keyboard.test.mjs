// The whole job without a mouse: somebody comes in and writes on a phone page, and the room is run from its first step to the
// minutes by Tab, Enter, Space and the arrows. Wherever Tab stops, one can see that it stopped there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openDialogue, openProgram } from '../lib/program.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, program, dialogue, desk, phone;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  program = await openProgram(house);
  dialogue = await openDialogue(program, { title: 'Hvad er vi til for?', step: 0 });
  desk = await visitors.signedIn('konsulent@fjordby.example');
  phone = await visitors.newPhone({ hasTouch: false, isMobile: false });
});
after(async () => { await visitors?.close(); await house?.close(); });

// stop is what one sees of the element that has focus: nothing is wrong when its focus shows and nothing lies over it.
const stop = () => {
  const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
  const shows = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || el.matches('input[type=radio], input[type=checkbox], body');
  const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.9], [0.5, 0.1]].map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const clear = spots.some((s) => s && (el.contains(s) || s.contains(el) || el.labels?.length && [...el.labels].some((l) => l.contains(s))));
  return { shows, clear, is: el.outerHTML.slice(0, 120) };
};

// reach presses Tab until the element has focus.
async function reach({ page }, selector, most = 220) {
  const there = (s) => document.activeElement?.matches(s);
  for (let i = 0; i < most; i++) {
    if (await page.evaluate(there, selector)) return;
    await page.keyboard.press('Tab');
    const { shows, clear, is } = await page.evaluate(stop);
    assert.ok(shows, `one cannot see the focus on ${is}`);
    assert.ok(clear, `something lies over ${is}`);
  }
  throw new Error(`no ${selector} within ${most} presses of Tab`);
}
const hit = async (v, selector, key = 'Enter') => { await reach(v, selector); await v.page.keyboard.press(key); };
const type = async (v, selector, words) => { await reach(v, selector); await v.page.keyboard.type(words); };
const steer = (command) => `.kh-steer-end form:has([name=do][value=${command}]) button`;
const step = async (to) => {
  await hit(desk, steer('next'));
  await desk.page.locator('h1', { hasText: `Trin ${to} af` }).waitFor();
  await phone.page.locator('.ph-step', { hasText: `${to}` }).waitFor();
};
const write = async (kind, field, words, own = '#gruppe') => {
  await type(phone, `#trin form[data-kind=${kind}] [name=${field}]`, words);
  await hit(phone, `#trin form[data-kind=${kind}] .ph-button`);
  await until('sent', async () => (await phone.page.locator('[data-outbox-list] li').count()) === 0);
  if (own) await phone.page.locator(own, { hasText: words }).waitFor();
};

test('a colleague takes the room over', async () => {
  await desk.go(`/dialoger/${dialogue.id}`);
  await hit(desk, 'form[action$="/overtag"] button');
  await desk.page.locator('dialog[open]').waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.page.locator('dialog[open]').waitFor({ state: 'hidden' });
  await hit(desk, 'form[action$="/overtag"] button');
  await desk.page.locator('dialog[open]').waitFor();
  await hit(desk, 'dialog[open] button[value=yes]');
  await desk.page.locator('a.button[href$="/styring"]').first().waitFor();
  await hit(desk, 'a.button[href$="/styring"]');
  await desk.page.locator(steer('next')).waitFor();
});

test('somebody comes in', async () => {
  await phone.go(dialogue.path);
  await reach(phone, 'input[name=hvem]');
  await phone.page.keyboard.press('Space');
  await phone.page.keyboard.press('ArrowDown');
  await phone.page.keyboard.press('ArrowUp');
  await hit(phone, 'form.ph-join button');
  await phone.page.locator('#trin h1').waitFor();
});

test('steps 1 to 3: words are written, and shown to all', async () => {
  await step(1);
  await step(2);
  await write('formulering', 'tekst', 'At blive hjemme');
  await step(3);
  for (const words of ['Den samme kommer igen', 'Ringer før de kommer', 'Kaffen er varm']) await write('perspektivkort', 'udsagn', words);
  await hit(desk, steer('show'));
  await phone.page.locator('#tavle', { hasText: 'Kaffen er varm' }).waitFor();
});

test('step 4: cards are placed, gathered under a heading and hidden', async () => {
  await step(4);
  await desk.page.locator('[data-card]').nth(2).waitFor();
  const card = async (words) => `#${await desk.page.locator('[data-card]', { hasText: words }).getAttribute('id')}`;
  const first = await card('Den samme'), second = await card('Ringer før'), third = await card('Kaffen');
  await hit(desk, `${first} summary`);
  await hit(desk, `${first} [data-drop-to=faelles]`);
  await desk.page.locator(`[data-drop=faelles] ${first}`).waitFor();
  await type(desk, '#ny-overskrift', 'At vide hvornår');
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.kh-zone-heading', { hasText: 'At vide hvornår' }).waitFor();
  await hit(desk, `${second} summary`);
  await hit(desk, `${second} button[name=heading]`);
  await desk.page.locator(`.kh-zone-heading ${second}`).waitFor();
  await hit(desk, `${third} summary`);
  await hit(desk, `${third} button[value=skjul]`);
  await desk.page.locator(`${third}.kh-card-hidden`).waitFor();
});

test('steps 5 to 7: drafts become one text, the sides are covered, a disagreement is written down', async () => {
  await step(5);
  await write('vidensbehov', 'spoergsmaal', 'Hvor mange kommer der');
  await step(6);
  await write('formulering', 'tekst', 'Vi kommer, når vi har sagt det.');
  await step(7);
  await hit(desk, '.kh-gather button[value^="tag:"]');
  await desk.page.locator('.kh-gathered', { hasText: 'Vi kommer, når vi har sagt det.' }).waitFor();
  for (const side of ['formelt', 'udfoert', 'oplevet']) {
    await hit(desk, `form:has([name=perspective][value=${side}]) button`, 'Space');
    await desk.page.locator(`form:has([name=perspective][value=${side}]) button[aria-pressed=true]`).waitFor();
  }
  const form = '#skriv-ned-uenighed';
  if (!(await desk.page.locator(`${form} [name=emne]`).isVisible())) await hit(desk, `${form} > summary`);
  await type(desk, `${form} [name=emne]`, 'Kan vi nå det om søndagen');
  await hit(desk, `${form} .button-secondary`);
  await desk.page.locator('#uenigheder', { hasText: 'om søndagen' }).waitFor();
});

test('closed by hand, and the minutes are there to read', async () => {
  await hit(desk, '.kh-steer-end a[href$="/luk"]');
  await desk.page.waitForURL(/\/luk$/);
  await hit(desk, 'form[action$="/luk"] button');
  await desk.page.locator('.kh-next a[href$="/referat"]').waitFor();
  await hit(desk, '.kh-next a[href$="/referat"]');
  await desk.page.waitForURL(/referat/);
  const minutes = await desk.page.locator('main').innerText();
  for (const words of ['Vi kommer, når vi har sagt det.', 'om søndagen', 'Den samme kommer igen']) assert.ok(minutes.includes(words), words);
  assert.doesNotMatch(minutes, /Kaffen er varm|At blive hjemme/);
  await until('the phone says thank you', async () => (await phone.page.locator('h1').innerText()).includes('Tak'));
});
