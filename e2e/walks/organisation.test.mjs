// Those who look after the organisation: the tree, a unit, its people and its past, and a file that is shown before it changes anything.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse, root } from '../lib/house.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors;
before(async () => { house = await openHouse(); visitors = await openVisitors(house); });
after(async () => { await visitors?.close(); await house?.close(); });
afterEach(() => visitors.leave());

// picture keeps what the page looks like when somebody asks for pictures.
async function picture(page, name) {
  if (!process.env.PICTURES) return;
  mkdirSync(join(root, 'e2e', 'out'), { recursive: true });
  for (const width of [390, 1440]) {
    const size = page.viewportSize();
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(root, 'e2e', 'out', `org-${name}-${width}.png`), fullPage: true });
    await page.setViewportSize(size);
  }
}

async function look(v, path, name) {
  for (const language of ['en', 'da']) {
    const answer = await v.go(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    assert.equal(answer.status(), 200, path);
    await seen(v.page, `${name} ${language}`);
  }
  await picture(v.page, name);
}

test('the tree is opened, searched and followed down to a unit', async () => {
  const v = await visitors.signedIn('konsulent@fjordby.example');
  await look(v, '/enheder', 'tree');
  await v.page.locator('.kh-tree details summary').first().click();
  await seen(v.page, 'tree opened');
  await picture(v.page, 'tree-open');
  await look(v, '/enheder?q=skole', 'search');
  await look(v, '/enheder?q=findesikke', 'nothing found');
  await v.go('/enheder?q=skole');
  await v.page.locator('main ul li a').first().click();
  await v.page.waitForURL(/\/enheder\/[0-9a-z]{26}$/);
  const unit = new URL(v.page.url()).pathname;
  await look(v, unit, 'unit');
  for (const below of ['ret', 'flyt?q=a', 'leder?q=a', 'ny', 'nedlaeg', 'medarbejdere?q=a', 'historik']) await look(v, `${unit}/${below}`, below.split('?')[0]);
});

test('a member sees the own unit and is offered nothing that is not theirs', async () => {
  const v = await visitors.signedIn('medarbejder@fjordby.example');
  await v.go('/enheder');
  await look(v, '/enheder', 'tree as a member');
  assert.equal(await v.page.locator('a[href="/enheder/ny"]').count(), 0);
  v.forgive(/status of 403/);
  assert.equal((await v.go('/administration/organisation')).status(), 403);
});

test('an edit is refused with the reason beside its field, and then saved', async () => {
  const v = await visitors.signedIn('konsulent@fjordby.example');
  v.forgive(/status of 422/);
  await v.go('/enheder/ny');
  await v.page.locator('button.button-primary').click();
  await v.page.locator('#f-name-error').waitFor();
  await seen(v.page, 'refused');
  await picture(v.page, 'refused');
  await v.page.locator('#f-name').fill('Byrådets Sekretariat');
  await v.page.locator('#f-kind').fill('Stab');
  await v.page.locator('button.button-primary').click();
  await v.page.locator('.alert-success').waitFor();
  assert.equal(await v.page.locator('h1').innerText(), 'Byrådets Sekretariat');
  await seen(v.page, 'created');
  await v.page.locator('a[href$="/nedlaeg"]').click();
  await v.page.locator('button.button-warning').click();
  await v.page.locator('.kh-notice form button').waitFor();
  await seen(v.page, 'ended');
  await picture(v.page, 'ended');
  await v.page.locator('.kh-notice form button').click();
  await v.page.locator('a[href$="/ret"]').waitFor();
});

const heading = 'type;id;navn;overordnet_id;enhedstype;email;enhed_id\n';

async function handIn(v, body) {
  await v.go('/administration/organisation');
  await v.page.locator('input[type=file]').setInputFiles({ name: 'organisation.csv', mimeType: 'text/csv', buffer: Buffer.from(body) });
  await v.page.locator('form[enctype] button').click();
  await v.page.waitForURL(/organisation\/[0-9a-z]{26}$/);
}

test('a file is shown before it changes anything, and the waiting page moves on by itself', async () => {
  const v = await visitors.signedIn('konsulent@fjordby.example');
  v.forgive(/status of 422/);
  await look(v, '/administration/organisation', 'desk');
  await v.page.locator('details summary').click();
  await seen(v.page, 'columns');
  await picture(v.page, 'columns');
  await v.page.locator('form[enctype] button').click();
  await v.page.locator('#f-file-error').waitFor();
  await seen(v.page, 'no file');
  await handIn(v, `${heading}enhed;ny-1;Kulturhuset;;institution;;\nperson;ny-2;Ida Østergård;;;ida@fjordby.example;ny-1\nperson;ny-3;Bo;;;bo;ukendt\n`);
  await v.page.locator('#fejl').waitFor();
  await seen(v.page, 'plan with mistakes');
  await picture(v.page, 'plan-mistakes');
  await v.page.locator('form[action$="/fortryd"] button').click();
  await v.page.locator('h1', { hasText: 'taget tilbage' }).waitFor();
  await seen(v.page, 'withdrawn');
  await handIn(v, `${heading}enhed;ny-1;Kulturhuset;;institution;;\nperson;ny-2;Ida Østergård;;;ida@fjordby.example;ny-1\n`);
  await v.page.locator('form[action$="/indlaes"] button').waitFor();
  await seen(v.page, 'plan');
  await picture(v.page, 'plan');
  await v.page.locator('form[action$="/indlaes"] button').click();
  await v.page.locator('h1', { hasText: 'Organisationen er rettet' }).waitFor();
  await seen(v.page, 'done');
  await picture(v.page, 'done');
  await look(v, '/administration/organisation', 'desk with files');
});

test('thousands of rows show their progress, and without script the same story is told by reloading', async () => {
  const rows = Array.from({ length: 6000 }, (_, i) => `person;m-${i};Medarbejder ${i} Ærø;;;m${i}@fjordby.example;`).join('\n');
  const v = await visitors.signedIn('konsulent@fjordby.example', { javaScript: false });
  await handIn(v, `${heading}${rows}\n`);
  const until = async (words) => {
    for (let i = 0; i < 60 && !(await v.page.locator('h1').innerText()).includes(words); i++) {
      const reload = v.page.locator('main a.button-secondary').first();
      await (await reload.count() ? reload.click() : v.page.reload());
      await v.page.waitForTimeout(250);
    }
    assert.match(await v.page.locator('h1').innerText(), new RegExp(words));
  };
  await until('Det her vil ske');
  assert.equal(await v.page.locator('[data-did=person-created]').innerText(), '6.000');
  await v.page.locator('form[action$="/indlaes"] button').click();
  await until('Organisationen er rettet');
});
