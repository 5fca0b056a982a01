// The whole job in browsers without script: a leader plans A1 and opens the doors, three people write every step, the leader
// runs the room by buttons alone, the text is adopted and shown, and a citizen reads it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noOverflow } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, leader, desk, door, core;
const people = {};
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  leader = await visitors.signedIn('leder@fjordby.example', { javaScript: false });
});
after(async () => { await visitors?.close(); await house?.close(); });

const press = (v, words, within = 'main') => v.page.locator(`${within} button, ${within} a.button`).filter({ hasText: words }).first().click();
const says = async (v, words, within = 'main') => assert.match(await v.page.locator(within).first().innerText(), words);
const next = async (to) => {
  await press(leader, /Næste trin|Begynd trin 1/);
  await says(leader, new RegExp(`Trin ${to} af 7`), 'h1');
};

// write fills the phone's form for a kind and sends it; the page that comes back shows what was written.
async function write(who, kind, fields) {
  const { page } = people[who];
  await page.goto(door);
  const sheet = page.locator(`#trin form[data-outbox][data-kind=${kind}]`).first();
  if (!(await sheet.isVisible())) await page.locator('details.ph-also', { has: page.locator(`form[data-kind=${kind}]`) }).locator('summary').first().click();
  for (const [name, words] of Object.entries(fields)) {
    const control = sheet.locator(`[name=${name}]`).first();
    if (!(await control.isVisible())) await sheet.locator('summary').first().click();
    await control.fill(words);
  }
  await sheet.locator('.ph-button').click();
  await page.locator('#gruppe .ph-words', { hasText: Object.values(fields)[0] }).first().waitFor();
}

// card answers the address of the card with these words on the leader's screen.
const card = async (words) => `#${await leader.page.locator('[data-card]').filter({ hasText: words }).getAttribute('id')}`;
async function move(words, button) {
  const at = await card(words);
  await leader.page.locator(`${at} details.kh-card-do > summary`).click();
  await leader.page.locator(`${at} ${button}`).click();
}

test('the leader decides who adopts, plans the dialogue and opens the doors', async () => {
  await leader.go('/dialoger/ny');
  await leader.page.locator('input[value=a1_hvem_definerer]').check();
  await leader.page.locator('#f-expected').fill('3');
  await leader.page.locator('form:has(#f-guide) .button-primary').click();
  await noOverflow(leader.page);
  await leader.page.locator('#f-title').fill('Hvad er vi til for om aftenen?');
  await leader.page.locator('#f-place').fill('Kantinen i Ålebæk');
  await leader.page.locator('input[name=hosts][value=tr]').check();
  await leader.page.locator('input[name=heard][value=citizen]').check();
  await leader.page.locator('#f-case_number').fill('27.00.00-A00-7-26');
  await press(leader, 'Gem planen');
  const dialogue = new URL(leader.page.url()).pathname;
  await press(leader, 'Åbn dørene');
  await leader.go(dialogue);
  door = `/deltag/${(await leader.page.locator('.kh-code').innerText()).replace('-', '').trim()}`;
  for (const sheet of ['ark', 'skema']) assert.equal((await leader.go(`${dialogue}/${sheet}`)).status(), 200);
  desk = `${dialogue}/styring`;
});

test('three people come in and wait', async () => {
  for (const [who, as] of [['citizen', 'citizen'], ['employee', 'employee'], ['politician', 'politician']]) {
    people[who] = await visitors.newPhone({ javaScript: false });
    await people[who].go(door);
    await people[who].page.locator(`input[name=hvem][value=${as}]`).check();
    await people[who].page.locator('form.ph-join button').click();
    await people[who].page.locator('#trin h1').waitFor();
  }
  await noOverflow(people.citizen.page);
});

test('step 1 and 2: a sentence of one’s own, which nobody else reads', async () => {
  await leader.go(desk);
  await next(1);
  await next(2);
  await write('citizen', 'formulering', { tekst: 'At jeg kan blive i mit eget hjem' });
  await write('employee', 'formulering', { tekst: 'At vi kommer når det er aftalt' });
  await leader.go(desk);
  assert.doesNotMatch(await leader.page.locator('body').innerText(), /mit eget hjem/);
});

test('step 3: cards from three sides; one is hidden, the others are shown', async () => {
  await next(3);
  await write('citizen', 'perspektivkort', { udsagn: 'Den samme kommer igen', kilde: 'Min nabo og jeg' });
  await write('citizen', 'perspektivkort', { udsagn: 'Fru Jensen siger noget privat' });
  await write('employee', 'perspektivkort', { udsagn: 'Vi bruger tiden på at køre' });
  await write('politician', 'perspektivkort', { udsagn: 'Loven siger hjælp til selvhjælp' });
  await people.employee.go(door);
  assert.doesNotMatch(await people.employee.page.locator('body').innerText(), /kommer igen/);
  await leader.go(desk);
  await move('Fru Jensen', 'button[value=skjul]');
  await press(leader, 'Vis for alle');
  await people.employee.go(door);
  await people.employee.page.locator('#tavle summary').first().click();
  await says(people.employee, /Den samme kommer igen/, '#tavle');
  assert.doesNotMatch(await people.employee.page.locator('body').innerText(), /Fru Jensen/);
});

test('step 4: the cards are placed on the overlap map and gathered under a heading', async () => {
  await leader.go(desk);
  await next(4);
  await move('Den samme kommer igen', '[data-drop-to=faelles]');
  await move('Vi bruger tiden', '[data-drop-to=kun_udfoert]');
  await leader.page.locator('#ny-overskrift').fill('Det, loven giver plads til');
  await press(leader, 'Lav overskrift');
  await move('Loven siger', 'button[name=heading]');
  await leader.page.locator('[data-drop=faelles]', { hasText: 'Den samme kommer igen' }).waitFor();
  await leader.page.locator('.kh-zone-heading', { hasText: 'Loven siger' }).waitFor();
  await noOverflow(leader.page);
});

test('step 5 and 6: what one guesses at, and each group’s draft', async () => {
  await next(5);
  await write('employee', 'vidensbehov', { spoergsmaal: 'Hvor mange kender vi egentlig?' });
  await next(6);
  await write('citizen', 'formulering', { tekst: 'Vi kommer som nogen du kender. Du bestemmer selv rækkefølgen.' });
  await write('politician', 'formulering', { tekst: 'Vi hjælper dig med at klare dagen i dit eget hjem.' });
});

test('step 7: one text, how well each side is covered, a disagreement and an agreement', async () => {
  await leader.go(desk);
  await next(7);
  await leader.page.locator('.kh-gather li', { hasText: 'nogen du kender' }).locator('button[value^="tag:"]').first().click();
  await leader.page.locator('.kh-gather-two .kh-card', { hasText: 'klare dagen' }).locator('button[value^="tag:"]').first().click();
  await leader.page.locator('#stykke-nyt').fill('Det gør vi også om aftenen.');
  await leader.page.locator('#samling-hvorfor').fill('Alle tre sider er med');
  await press(leader, 'Gem teksten');
  await says(leader, /nogen du kender[\s\S]*klare dagen[\s\S]*også om aftenen/, '.kh-gathered');
  for (const level of ['formelt', 'udfoert', 'oplevet']) await leader.page.locator(`form:has([name=perspective][value=${level}]) button`).nth(level === 'formelt' ? 1 : 0).click();
  assert.equal(await leader.page.locator('.kh-thirds [aria-pressed=true]').count(), 3);
  await write('employee', 'uenighed', { emne: 'Kan det lade sig gøre i weekenden?' });
  await write('politician', 'aftale', { hvad: 'Vi prøver faste makkerpar i en måned' });
  await leader.go(desk);
  const deal = leader.page.locator('.kh-deal', { hasText: 'faste makkerpar' });
  await leader.page.locator('#uden-ejer li', { hasText: 'faste makkerpar' }).locator('button[value=aftale]').click();
  await deal.locator('select[name=owner]').selectOption({ index: 1 });
  await deal.locator('input[name=hvornaar]').fill('2027-03-01');
  await deal.locator('.kh-form-actions button').first().click();
  await noOverflow(leader.page);
});

test('closed: the minutes hold it all, and name nobody', async () => {
  await press(leader, 'Luk dialogen');
  await noOverflow(leader.page);
  await leader.page.locator('form[action$="/luk"] button').click();
  await press(leader, 'Læs referatet');
  await leader.page.waitForURL(/referat/);
  for (const words of [/nogen du kender/, /weekenden/, /faste makkerpar/, /27\.00\.00-A00-7-26/, /Hvor mange kender vi/, /Den samme kommer igen/]) await says(leader, words);
  assert.doesNotMatch(await leader.page.locator('main').innerText(), /mit eget hjem|Fru Jensen/);
  await people.citizen.go(door);
  await says(people.citizen, /Tak/, 'h1');
});

test('the leader adopts the text, sees what citizens will see, and shows it', async () => {
  await leader.go(desk.replace('/styring', ''));
  await leader.page.locator('main a[href^="/kerneopgaver/"]').first().click();
  core = new URL(leader.page.url()).pathname.split('/').slice(0, 3).join('/');
  await leader.go(`${core}/arbejde`);
  await press(leader, /^Vedtag$/);
  await noOverflow(leader.page);
  await says(leader, /Kort fra dialogen: .* I spurgt igen, før borgerne/s);
  await leader.page.locator('[name=public_reason]').fill('Borgere og medarbejdere har talt om det');
  if (await leader.page.locator('#f-forum').count() && !(await leader.page.locator('#f-forum').inputValue())) await leader.page.locator('#f-forum').fill('Ledermøde');
  await press(leader, /^Vedtag$/);
  await leader.page.waitForURL(/\/vis/);
  const citizen = await visitors.come({ javaScript: false });
  citizen.forgive(/status of 404/);
  assert.equal((await citizen.go(core)).status(), 404, 'adopted is not yet shown');
  await leader.page.locator('[name=as_cards]').check(); // the sides are the room's cards, and the leader is asked
  await press(leader, 'Vis for borgerne');
  assert.equal((await citizen.go(core)).status(), 200);
  for (const words of [/nogen du kender/, /Borgere og medarbejdere har talt om det/, /ændrer ikke din ret til hjælp/]) await says(citizen, words);
  assert.doesNotMatch(await citizen.page.locator('main').innerText(), /weekenden|Fru Jensen/);
  await citizen.go('/kerneopgaver');
  await citizen.page.locator(`a[href="${core}"]`).first().waitFor();
});
