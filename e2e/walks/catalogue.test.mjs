// The citizen who reads a core task, the unit that works with its words, and two who write in the same text.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { axe, seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors;
before(async () => { house = await openHouse(); visitors = await openVisitors(house); });
after(async () => { await visitors?.close(); await house?.close(); });
afterEach(() => visitors.leave());

const told = '/kerneopgaver/mest-muligt-eget-liv'; // renamed, with three texts, an overlap and circles
const talked = '/kerneopgaver/kendte-ansigter-i-doeren'; // under review, with a leader's draft

async function look(v, path, name) {
  for (const language of ['en', 'da']) {
    const answer = await v.go(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    assert.equal(answer.status(), 200, path);
    await seen(v.page, `${name} ${language}`);
  }
}

test('a citizen finds a core task, reads it, and opens what was changed', async () => {
  const v = await visitors.newPhone();
  await look(v, '/kerneopgaver', 'catalogue');
  await look(v, '/kerneopgaver?q=findesikke', 'nothing found');
  await v.go('/kerneopgaver?q=hjemmeplejen');
  await until('the texts are indexed', async () => { await v.go('/kerneopgaver?q=ansigter'); return await v.page.locator('.kh-card').count() > 0; });
  assert.match(await v.page.locator('.kh-card .kh-eyebrow').first().innerText(), / · /, 'the hit says where its unit lies');
  await look(v, '/kerneopgaver?q=anisgter', 'a guess');
  assert.match(await v.page.locator('main').innerText(), /Her er noget, der ligner[^]*Kendte ansigter i døren/, 'a slip of the finger finds, and is said to');
  await look(v, told, 'core task');
  const folded = v.page.locator('.kh-changes').first();
  assert.equal(await folded.getAttribute('open'), null);
  await folded.locator('summary').click();
  await folded.locator('.kh-diff').first().waitFor();
  await seen(v.page, 'changes opened');
  await v.page.locator('.kh-facts details summary').click();
  await v.page.locator('.kh-twin summary').click();
  await axe(v.page, 'list folded, narrative opened');
  await look(v, `${told}?dato=1.6.2024`, 'as it was');
  v.forgive(/404/, /422/);
  await v.go(`${told}?dato=forleden`);
  await seen(v.page, 'no date');
  await v.go(`${told}?dato=1.1.2001`);
  await seen(v.page, 'before it began');
});

test('the unit sees everything around its text, in two columns on a wide screen', async () => {
  const v = await visitors.signedIn('konsulent@fjordby.example');
  await look(v, `${talked}/arbejde`, 'desk');
  const [texts, thread] = await Promise.all(['.kh-texts', '.kh-thread'].map((s) => v.page.locator(s).boundingBox()));
  assert.ok(thread.x >= texts.x + texts.width && Math.abs(thread.y - texts.y) < 60, `texts at ${JSON.stringify(texts)}, thread at ${JSON.stringify(thread)}`);
  for (const below of ['historik', 'vis', 'forbindelser', 'forbindelser?q=liv', 'liv', 'fjern', 'forudsaetninger/ny', 'bidrag/ny', 'uenigheder/ny', 'bidrag-mit']) await look(v, `${talked}/${below}`, below);
});

test('two write in the same text: both texts are there, and the back button loses nothing', async () => {
  const one = await visitors.signedIn('konsulent@fjordby.example');
  await one.go(`${talked}/arbejde`);
  await one.page.locator('form[action$="/udkast"] button').first().click();
  await one.page.waitForURL(/\/tekst\//);
  const address = new URL(one.page.url()).pathname;
  await look(one, address, 'a draft');
  await look(one, `${address}/tjek`, 'the check');
  const two = await visitors.signedIn('konsulent@fjordby.example', { size: 'phone' });
  assert.equal((await two.go(address)).status(), 200);
  await one.go(address);
  await one.page.locator('#f-why').fill('Det første hvorfor');
  await two.page.locator('#f-why').fill('Det andet hvorfor');
  await one.page.locator('.kh-sheet-form .button-primary').click();
  await one.page.waitForLoadState();
  two.forgive(/409/);
  await two.page.locator('.kh-sheet-form .button-primary').click();
  await two.page.locator('.kh-conflict').waitFor();
  await seen(two.page, 'both texts');
  assert.equal(await two.page.locator('#f-why').inputValue(), 'Det andet hvorfor');
  assert.match(await two.page.locator('.kh-theirs').first().innerText(), /Det første hvorfor/);
  await two.page.locator('#f-why').fill('Begge dele');
  await two.page.locator('.kh-sheet-form .button-primary').click();
  await two.page.locator('.kh-conflict').waitFor({ state: 'detached' });
  assert.equal(await two.page.locator('#f-why').inputValue(), 'Begge dele');

  await two.page.locator('#f-citizens').fill('Halvt skrevet');
  await two.page.locator('.breadcrumbs a').first().click();
  await two.page.goBack();
  await two.page.waitForFunction(() => document.querySelector('#f-citizens')?.value === 'Halvt skrevet');
});

test('whose sign-in has run out gets what was written back after signing in', async () => {
  const v = await visitors.signedIn('konsulent@fjordby.example', { javaScript: false });
  await v.go(`${talked}/uenigheder/ny`);
  await v.page.locator('#f-topic').fill('Skal vi love noget om aftenen?');
  await v.context.clearCookies({ name: /kernehus/ });
  v.forgive(/401/);
  await v.page.locator('.kh-sheet-form .button-primary').click();
  await v.page.locator('input[name=email]').fill('konsulent@fjordby.example');
  await v.page.locator('input[name=password]').fill('fjordby-demo');
  await v.page.locator('form:has(input[name=password]) button').first().click();
  assert.equal(await v.page.locator('main .kh-quote').innerText(), 'Skal vi love noget om aftenen?');
  await v.page.locator('main .button-primary').click();
  await v.page.waitForURL(/\/arbejde/);
  assert.match(await v.page.locator('.kh-desk-disagreements').innerText(), /Skal vi love noget om aftenen/);
});
