// A4 in its short form of 45 minutes: sheets are printed, one of four writes on paper, professions show each other what they give,
// and the room ends with something to try.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, host, wall, dialogue, door;
const people = {};
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  host = await visitors.signedIn('leder@fjordby.example');
});
after(async () => { await visitors?.close(); await house?.close(); });

const press = (words) => host.page.locator('main button, main a.button').filter({ hasText: words }).first().click();
const next = async (to) => {
  await host.go(`${dialogue}/styring`);
  await press(/Næste trin|Begynd trin 1/);
  await host.page.locator('h1', { hasText: `Trin ${to} af 6` }).waitFor();
  for (const { page } of Object.values(people)) await page.locator('.ph-step', { hasText: `${to}` }).waitFor();
};
const write = async (who, kind, fields) => {
  const { page } = people[who], form = page.locator(`#trin form[data-kind=${kind}]`).first();
  if (!(await form.isVisible())) await page.locator('details.ph-also', { has: page.locator(`form[data-kind=${kind}]`) }).locator('summary').first().click();
  for (const [name, words] of Object.entries(fields)) {
    const control = form.locator(`[name=${name}]`).first();
    if (!(await control.isVisible())) await form.locator('details summary').first().click();
    await control.fill(words);
  }
  await form.locator('.ph-button').click();
  await until('sent', async () => (await page.locator('[data-outbox-list] li').count()) === 0);
};
const onPaper = async (step, kind, fields) => {
  await host.go(`${dialogue}/papir?trin=${step}&slags=${kind}`);
  const form = host.page.locator('form[method=post]').filter({ has: host.page.locator('[name=slags]') });
  for (const [name, words] of Object.entries(fields)) await form.locator(`[name=${name}]`).first().fill(words);
  await form.locator('[name=actor]').selectOption('employee');
  await form.locator('.button-primary').click();
  await host.page.locator('.alert-success, [role=status]', { hasText: /\S/ }).first().waitFor();
};

test('planned in 45 minutes, with sheets and forms to print', async () => {
  await host.go('/dialoger/ny');
  await host.page.locator('input[value=a4_hvem_bidrager]').check();
  await host.page.locator('#f-expected').fill('4');
  await host.page.locator('form:has(#f-guide) .button-primary').click();
  await host.page.locator('input[name=variant][value=kort]').check();
  const [reckoned] = await Promise.all([host.page.waitForResponse((r) => r.request().method() === 'POST'), press('Regn tiderne ud igen')]);
  await reckoned.finished();
  await host.page.locator('input[name=variant][value=kort]:checked').waitFor();
  const minutes = Number((await host.page.locator('.kh-times-shown tfoot').innerText()).match(/(\d+)\s*min/)[1]);
  assert.ok(minutes > 30 && minutes <= 45, `${minutes} minutes`);
  await host.page.locator('#f-title').fill('Hvem gør hvad om aftenen?');
  await press('Gem planen');
  dialogue = new URL(host.page.url()).pathname;
  await press('Åbn dørene');
  await host.go(dialogue);
  door = `/deltag/${(await host.page.locator('.kh-code').innerText()).replace('-', '').trim()}`;
  for (const sheet of ['ark', 'skema']) {
    await host.go(`${dialogue}/${sheet}`);
    await host.page.emulateMedia({ media: 'print' });
    assert.equal(await host.page.locator('.kh-top, .kh-nav, .kh-noprint').filter({ visible: true }).count(), 0, 'the frame of the page is printed');
    await host.page.emulateMedia({ media: 'screen' });
    await seen(host.page, sheet);
  }
  assert.ok(await host.page.locator('.kh-sheet').count() >= 4, 'a form for each step one writes in');
});

test('a leader and two professions come in', async () => {
  for (const [who, as, profession] of [['leader', 'leader'], ['helper', 'employee', 'social- og sundhedshjælper'], ['nurse', 'employee', 'sygeplejerske']]) {
    const v = people[who] = await visitors.newPhone();
    await v.go(door);
    await v.page.locator(`input[name=hvem][value=${as}]`).check();
    if (profession) await v.page.locator('#f-anden').fill(profession);
    await v.page.locator('form.ph-join button').click();
    await v.page.locator('#trin h1').waitFor();
  }
  wall = await visitors.come({ size: 'projector' });
  await host.go(dialogue);
  await wall.go(new URL(await host.page.locator('a[href*="/skaerm/"]').getAttribute('href'), house.url).pathname);
});

test('the leader’s draft is the leader’s alone to write', async () => {
  await next(1);
  assert.equal(await people.nurse.page.locator('#trin form[data-outbox]').count(), 0);
  await write('leader', 'formulering', { tekst: 'Vi kommer som nogen, du kender, og sammen holder vi øje med, hvordan du har det.' });
  await next(2);
  await write('nurse', 'formulering', { tekst: 'Vi mangler det om medicinen' });
});

test('each profession writes what it gives, and paper counts like the rest', async () => {
  await next(3);
  await write('helper', 'bidrag', { vi_bidrager_med: 'Vi er der hver dag', vi_har_brug_for: 'At nogen læser det, vi skriver' });
  await write('nurse', 'bidrag', { vi_bidrager_med: 'Vi kender sygdommene' });
  await wall.page.locator('#antal', { hasText: /^2$/ }).waitFor();
  await onPaper(3, 'bidrag', { vi_bidrager_med: 'Vi ser køleskabet og posten' });
  await wall.page.locator('#antal', { hasText: /^3$/ }).waitFor();
  await seen(host.page, 'written in from paper');
  await host.go(`${dialogue}/styring`);
  await press('Vis for alle');
  await people.nurse.page.locator('#tavle', { hasText: 'Vi ser køleskabet' }).waitFor();
  await wall.page.locator('main', { hasText: 'Vi ser køleskabet' }).waitFor();
  await seen(wall.page, 'what each gives');
});

test('marks, an idea, and something to try', async () => {
  await next(4);
  await people.nurse.page.locator('#tavle .ph-mark').first().click();
  await people.nurse.page.locator('#tavle .ph-mark[aria-pressed=true]').waitFor();
  await next(5);
  await write('helper', 'samarbejdsforslag', { ide: 'Fem minutter sammen før aftenvagten' });
  await next(6);
  await write('nurse', 'aftale', { hvad: 'Vi mødes fem minutter hver eftermiddag' });
  await host.go(`${dialogue}/styring`);
  await host.page.locator('.kh-gather button[value^="tag:"]').first().click();
  await host.page.locator('.kh-gathered').waitFor();
  await seen(host.page, 'gathered');
  await seen(wall.page, 'the last step');
});

test('the minutes tell what came on paper', async () => {
  await press('Luk dialogen');
  await host.page.locator('form[action$="/luk"] button').click();
  await press('Læs referatet');
  await host.page.waitForURL(/referat/);
  const minutes = await host.page.locator('main').innerText();
  for (const words of [/Vi ser køleskabet og posten/, /papir/i, /fem minutter hver eftermiddag/, /Fem minutter sammen/, /nogen, du kender/]) assert.match(minutes, words);
});
