// The first day of an installation: it is set up in the browser, the administrator gets a second factor, and every list is empty.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openHouse } from '../lib/house.mjs';
import { here, inBoth, pageRoutes, round } from '../lib/round.mjs';
import { openVisitors } from '../lib/visitors.mjs';

const password = 'et-langt-kodeord-24';

// codeOf is what an authenticator shows for a key right now (RFC 6238).
function codeOf(key) {
  const bits = [...key.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('the first day', () => {
  let house, visitors, routes, admin;
  before(async () => {
    house = await openHouse({ demo: false });
    visitors = await openVisitors(house);
    routes = await pageRoutes(house);
  });
  after(async () => { await visitors?.close(); await house?.close(); });

  test('an empty installation is set up in the browser with the printed code', async () => {
    admin = await visitors.come();
    await inBoth(admin, '/opsaetning', { what: 'empty' });
    const { page } = admin;
    admin.forgive(/status of 422/);
    await page.locator('button').click();
    await page.locator('#f-code-error').waitFor();
    await here(page, 'en', 'refused');
    await admin.go('/opsaetning?lang=da');
    await page.locator('#f-code').fill(house.output.match(/one-time code (\S+)/)[1]);
    await page.locator('#f-name').fill('Ådal Kommune');
    await page.locator('#f-admin_name').fill('Åse Østergård');
    await page.locator('#f-email').fill('aase@aadal.example');
    await page.locator('button').click();
    await page.locator('input[type=password]').first().waitFor();
    for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
    await page.locator('main form button').first().click();
    await page.waitForURL(/totrin|hjem/);
  });

  test('the administrator gets a second factor before anything else', async () => {
    const { page } = admin;
    await inBoth(admin, '/administration', { what: 'must have a second factor' });
    await admin.go('/administration?lang=da');
    await page.locator('form[action$="/begynd"] button').click();
    await page.locator('code').waitFor();
    await here(page, 'da', 'scan');
    await page.locator('input[name=code]').fill(codeOf(await page.locator('code').innerText()));
    await page.locator('form[action$="/bekraeft"] button').click();
    await page.locator('form[action$="/bekraeft"]').waitFor({ state: 'detached' });
    await here(page, 'da', 'on');
  });

  test('every list is empty, and says what to do next', async () => {
    await round(admin, { routes, doors: ['/hjem', '/kerneopgaver', '/dialoger', '/enheder', '/administration', '/administration/brugere', '/administration/organisation', '/administration/noegler', '/administration/aendringer'], most: 0 });
    await house.run(['user', 'add', '--email', 'hr@aadal.example', '--name', 'Håkon Ravn', '--role', 'hr_konsulent', '--password-stdin'], password);
    const hr = await visitors.signedIn('hr@aadal.example', { password });
    await round(hr, { routes, doors: ['/hjem', '/kerneopgaver', '/dialoger', '/dialoger/ny', '/enheder'], most: 0 });
    for (const path of ['/kerneopgaver', '/dialoger']) {
      await hr.go(path);
      assert.equal(await hr.page.locator('.kh-empty').count(), 1, `${path} invites to something`);
    }
    const anybody = await visitors.come();
    await inBoth(anybody, '/kerneopgaver', { what: 'empty' });
  });
});
