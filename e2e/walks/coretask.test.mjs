// Two people write on the same core task at the same time: the second sees both texts, and nothing that anybody typed is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from '../lib/house.mjs';
import { here } from '../lib/round.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, first, second, text;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  first = await visitors.signedIn('konsulent@fjordby.example');
  second = await visitors.signedIn('konsulent@fjordby.example', { size: 'phone' });
  second.forgive(/status of 409/);
});
after(async () => { await visitors?.close(); await house?.close(); });

const field = (v, name) => v.page.locator(`#f-${name}`);
const keep = (v) => v.page.locator('form.kh-sheet-form .button-primary').click();

test('both open the same draft', async () => {
  await first.go('/kerneopgaver/kendte-ansigter-i-doeren/arbejde');
  await first.page.locator('form[action$="/udkast"] .button-primary').click();
  await first.page.waitForURL(/\/tekst\//);
  text = new URL(first.page.url()).pathname;
  await second.go(text);
});

test('the first saves; the second is told, reads both, and keeps what was typed', async () => {
  await field(first, 'formulation').fill('Vi kommer som nogen, du kender.');
  await field(first, 'why').fill('Fordi borgerne bad om det.');
  await keep(first);
  await first.page.locator('.alert-success').waitFor();
  await field(second, 'formulation').fill('Vi kommer, når det er aftalt.');
  await field(second, 'target_group').fill('Ældre i nord');
  await keep(second);
  await second.page.locator('.kh-conflict').waitFor();
  assert.equal(await field(second, 'formulation').inputValue(), 'Vi kommer, når det er aftalt.');
  assert.equal(await field(second, 'target_group').inputValue(), 'Ældre i nord');
  const theirs = (await second.page.locator('.kh-theirs').allInnerTexts()).join('\n');
  assert.match(theirs, /Vi kommer som nogen, du kender\./);
  assert.match(theirs, /Fordi borgerne bad om det\./);
  await here(second.page, 'da', 'both texts');
});

test('the two become one text, and the history has both', async () => {
  await field(second, 'formulation').fill('Vi kommer, når det er aftalt, som nogen, du kender.');
  await field(second, 'why').fill('Fordi borgerne bad om det.');
  await keep(second);
  await second.page.locator('.alert-success').waitFor();
  await first.go(text);
  assert.equal(await field(first, 'formulation').inputValue(), 'Vi kommer, når det er aftalt, som nogen, du kender.');
  assert.equal(await field(first, 'target_group').inputValue(), 'Ældre i nord');
  assert.equal(await field(first, 'why').inputValue(), 'Fordi borgerne bad om det.');
  await first.go('/kerneopgaver/kendte-ansigter-i-doeren/historik');
  assert.match(await first.page.locator('main').innerText(), /som nogen, du kender/);
});

test('the same in English, without script', async () => {
  const a = await visitors.signedIn('konsulent@fjordby.example', { javaScript: false, language: 'en-GB' });
  const b = await visitors.signedIn('konsulent@fjordby.example', { javaScript: false, language: 'en-GB' });
  b.forgive(/status of 409/);
  await a.go(`${text}?lang=en`);
  await b.go(`${text}?lang=en`);
  await field(a, 'why').fill('First reason');
  await keep(a);
  await field(b, 'why').fill('Second reason');
  await keep(b);
  assert.equal(await field(b, 'why').inputValue(), 'Second reason');
  assert.match(await b.page.locator('.kh-theirs').first().innerText(), /First reason/);
});
