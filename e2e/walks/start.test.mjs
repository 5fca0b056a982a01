// An installation begins: the first administrator follows the one-time link, chooses a password, signs out and in again.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, link;
before(async () => {
  house = await openHouse({ demo: false, before: [['setup', '--name', 'Ådal Kommune', '--admin', 'aase@aadal.example']] });
  link = house.printed[0].match(/https?:\S+/)[0];
  visitors = await openVisitors(house);
});
after(async () => { await visitors?.close(); await house?.close(); });
afterEach(() => visitors.leave());

test('the front page and what it leads to can be read by everybody, in both languages', async () => {
  const v = await visitors.come();
  for (const path of ['/', '/privatliv', '/tilgaengelighed', '/licenser', '/log-ind']) {
    for (const language of ['da', 'en']) {
      const answer = await v.go(`${path}?lang=${language}`);
      assert.equal(answer.status(), 200, path);
      assert.equal(await v.page.getAttribute('html', 'lang'), language);
      await seen(v.page, language);
    }
  }
});

test('the first administrator comes in by the one-time link, and it works once', async () => {
  const v = await visitors.come();
  await v.page.goto(link);
  await seen(v.page, 'invitation');
  for (const field of await v.page.locator('input[type=password]').all()) await field.fill('et-langt-kodeord-24');
  const name = v.page.locator('input[name=name]');
  if (await name.count()) await name.fill('Åse Østergård');
  await v.page.locator('main form button').first().click();
  await v.page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
  v.forgive(/status of 4\d\d/);
  await v.page.goto(link);
  await seen(v.page, 'used link');
  const other = await visitors.signedIn('aase@aadal.example', { password: 'et-langt-kodeord-24' });
  await seen(other.page, 'signed in');
});

test('a wrong password is told, and the page keeps the address', async () => {
  const v = await visitors.come();
  v.forgive(/status of 4\d\d/);
  await v.go('/log-ind');
  await v.page.locator('input[name=email]').fill('aase@aadal.example');
  await v.page.locator('input[name=password]').fill('forkert');
  await v.page.locator('form:has(input[name=password]) button').first().click();
  await v.page.locator('[role=alert]').waitFor();
  await seen(v.page, 'refused');
  assert.equal(await v.page.locator('input[name=email]').inputValue(), 'aase@aadal.example');
});

test('an unknown address says so kindly', async () => {
  const v = await visitors.come();
  v.forgive(/status of 404/);
  assert.equal((await v.go('/findes-ikke')).status(), 404);
  await seen(v.page, 'not found');
});

test('killed and started again on the same port, the installation is as it was', async () => {
  const v = await visitors.come();
  await v.go('/');
  await house.kill();
  await house.start();
  await v.go('/');
  assert.match(await v.page.title(), /Ådal Kommune/);
});
