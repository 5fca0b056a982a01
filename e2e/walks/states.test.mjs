// What pages look like when something is wrong, or there is too much of it; in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openHouse } from '../lib/house.mjs';
import { here, inBoth } from '../lib/round.mjs';
import { openProgram } from '../lib/program.mjs';
import { openVisitors } from '../lib/visitors.mjs';

describe('in Fjordby', () => {
  let house, visitors, hr;
  before(async () => {
    house = await openHouse();
    visitors = await openVisitors(house);
    hr = await visitors.signedIn('konsulent@fjordby.example');
  });
  after(async () => { await visitors?.close(); await house?.close(); });

  test('not found, not yours, gone', async () => {
    const anybody = await visitors.come(), member = await visitors.signedIn('medarbejder@fjordby.example');
    for (const v of [anybody, member]) v.forgive(/status of 4\d\d/);
    await inBoth(anybody, '/findes-ikke', { status: 404, what: 'not found' });
    await inBoth(anybody, '/kerneopgaver/findes-ikke', { status: 404, what: 'no such core task' });
    await inBoth(member, '/administration/brugere', { status: 403, what: 'not yours' });
    const slug = 'kendte-ansigter-i-doeren';
    await hr.go(`/kerneopgaver/${slug}/liv?lang=da`);
    const form = hr.page.locator('form[action$="/udgaa"]');
    await form.locator('textarea').first().fill('Den er blevet en del af en anden.');
    await form.locator('select').selectOption({ index: 1 });
    await form.locator('button').click();
    if (await hr.page.locator('dialog[open]').count()) await hr.page.locator('dialog[open] button[value=yes]').click();
    await hr.page.waitForURL((u) => !u.pathname.endsWith('/liv'));
    await inBoth(anybody, `/kerneopgaver/${slug}`, { status: 410, what: 'retired' });
    assert.match(await anybody.page.locator('main').innerHTML(), /href="\/kerneopgaver\//);
  });

  test('long names and long texts stay within their places', async () => {
    const word = 'Børneogungdomspsykiatriudredningssamordningsudvalgsformandsbeslutning';
    const long = `${word} ${'og mere til '.repeat(160)}`.slice(0, 1990).trim();
    await hr.go('/enheder/ny?lang=da');
    await hr.page.locator('#f-name').fill(`${word} og alt det andet`);
    await hr.page.locator('#f-kind').fill('Institution');
    await hr.page.locator('button.button-primary').click();
    await hr.page.locator('.alert-success').waitFor();
    const unit = new URL(hr.page.url()).pathname;
    await hr.go(`/ny-kerneopgave?enhed=${unit.split('/')[2]}`);
    await hr.page.locator('#f-name').fill(`${word} i hele kommunen`);
    await hr.page.locator('form.kh-sheet-form .button-primary').click();
    await hr.page.waitForURL(/\/tekst\//);
    const text = new URL(hr.page.url()).pathname, task = text.split('/').slice(0, 3).join('/');
    for (const name of ['formulation', 'purpose', 'target_group', 'why', 'performed', 'experienced']) if (await hr.page.locator(`#f-${name}`).count()) await hr.page.locator(`#f-${name}`).fill(long);
    await hr.page.locator('form.kh-sheet-form .button-primary').click();
    await hr.page.locator('.alert-success').waitFor();
    await hr.page.locator('form[action$="/foreslaa"] button').click();
    for (const path of [unit, text, `${task}/arbejde`, `${task}/historik`, '/kerneopgaver', `/enheder?q=${word.slice(0, 12)}`]) await inBoth(hr, path, { what: 'long' });

    const program = await openProgram(house);
    const dialogue = await program.must('POST', '/dialogues', { guide: 'a1_hvem_definerer', unit: unit.split('/')[2], title: `${word} – hvad er det for noget?` });
    for (let i = 0; i < 3; i++) await program.must('POST', `/dialogues/${dialogue.id}/step`, { to: 'next' });
    await hr.context.request.post(`/dialoger/${dialogue.id}/overtag`, { form: {}, headers: { origin: house.url } });
    const phone = await visitors.newPhone();
    await phone.go(new URL(dialogue.join_url).pathname);
    await phone.page.locator('input[name=hvem][value=citizen]').check();
    await phone.page.locator('#f-navn').fill(word.slice(0, 40));
    await phone.page.locator('form.ph-join button').click();
    await phone.page.locator('#trin textarea[name=udsagn]').fill(long);
    await phone.page.locator('#trin form[data-outbox] .ph-button').first().click();
    await phone.page.locator('#gruppe li', { hasText: word.slice(0, 20) }).waitFor();
    const base = `/dialoger/${dialogue.id}`;
    await hr.go(`${base}/styring`);
    await hr.page.locator('.kh-steer-end form:has([name=do][value=show]) button').click();
    await phone.page.locator('#tavle', { hasText: word.slice(0, 20) }).waitFor();
    await here(phone.page, 'da', 'long');
    const wall = await visitors.come({ size: 'projector' });
    await inBoth(wall, new URL(dialogue.screen_url).pathname, { what: 'long' });
    for (const path of [base, `${base}/styring`, `${base}/styring?trin=4`, `${base}/deltagere`, `${base}/ark`]) await inBoth(hr, path, { what: 'long' });
    await program.must('POST', `/dialogues/${dialogue.id}/step`, { to: 'close' });
    await inBoth(hr, `${base}/referat`, { what: 'long' });
  });

  test('too many wrong codes from one place', async () => {
    const v = await visitors.newPhone();
    v.forgive(/status of 4(22|29)/);
    for (const language of ['da', 'en']) {
      await v.go(`/deltag?lang=${language}`);
      for (let i = 0; i < 31; i++) await v.context.request.post('/deltag', { form: { kode: 'ABCDEFGHJK' }, headers: { origin: house.url } });
      await v.page.locator('#kode').fill('abcde-fghjk');
      const [answer] = await Promise.all([v.page.waitForResponse((r) => r.request().method() === 'POST'), v.page.locator('main button').click()]);
      assert.equal(answer.status(), 429);
      await v.page.locator('h1').waitFor();
      await here(v.page, language, 'too many');
    }
  });
});

describe('a house of two municipalities', () => {
  let house, visitors;
  before(async () => {
    house = await openHouse({ demo: false, before: [['setup', '--name', 'Ådal Kommune', '--admin', 'aase@aadal.example', '--host', '127.0.0.1'], ['setup', '--name', 'Bakkeby Kommune', '--admin', 'bo@bakkeby.example', '--host', 'bakkeby.example']] });
    visitors = await openVisitors({ ...house, url: house.url.replace('127.0.0.1', 'localhost') });
  });
  after(async () => { await visitors?.close(); await house?.close(); });

  test('a host that is neither’s is told so', async () => {
    const v = await visitors.come();
    v.forgive(/status of 421/);
    await inBoth(v, '/', { status: 421, what: 'nobody lives here' });
  });
});
