// The canary: if these pass, the browser we test with is as strict as the ones people use, and the harness notices what it must.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, noOverflow } from '../lib/eyes.mjs';
import { document, openSite } from '../lib/site.mjs';
import { foreignWords, sentences } from '../lib/words.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let site, visitors;
before(async () => {
  site = await openSite({
    'GET /': () => document({ body: '<main><h1>Prøve</h1><p>Rødgrød med fløde.</p></main>' }),
    'GET /inline': () => document({ body: '<main><h1>Prøve</h1><script>document.title = "løb"</script><p style="color:red">x</p><button onclick="document.title=1">x</button></main>' }),
    'GET /daarlig': () => document({ body: '<main><h1>Prøve</h1><img src="/static/mark.svg"><input><div style="x"></div></main>' }),
    'GET /bred': () => document({ body: `<main><h1>Prøve</h1><svg width="900" height="10"></svg></main>` }),
    'GET /kodet': () => ({ type: 'application/json', body: '{}' }),
    'POST /gem': () => 'gemt',
    'GET /klage.js': () => ({ type: 'text/javascript', body: 'console.error("ups")' }),
    'GET /kast.js': () => ({ type: 'text/javascript', body: 'throw new Error("ups")' }),
    'GET /klager': () => '<!doctype html><title>x</title><link rel="icon" href="/static/favicon.svg"><script src="/klage.js"></script>',
    'GET /kaster': () => '<!doctype html><title>x</title><link rel="icon" href="/static/favicon.svg"><script src="/kast.js"></script>',
    'GET /udenfor': () => ({ headers: { 'Content-Security-Policy': '' }, body: '<!doctype html><title>x</title><link rel="icon" href="/static/favicon.svg"><img src="http://127.0.0.1:9/billede.png">' }),
    'GET /naegtet': () => '<!doctype html><title>x</title><link rel="icon" href="/static/favicon.svg"><p style="color:red">x</p>',
    'GET /brudt': () => ({ status: 500, body: '<!doctype html><title>x</title><link rel="icon" href="/static/favicon.svg">' }),
    'GET /blandet': () => document({ body: '<main><h1>Prøve</h1><p>Se kerneopgaverne lige her</p><button aria-label="Join a dialogue">x</button></main>' }),
  });
  visitors = await openVisitors(site);
});
after(async () => { await site?.close(); await visitors?.close(); });

test('a page with an inline script, style and handler is refused by the browser', async () => {
  const v = await visitors.come();
  await v.go('/inline');
  await v.page.locator('button').click();
  assert.equal(await v.page.title(), 'Prøve');
  assert.notEqual(await v.page.locator('main p').evaluate((el) => getComputedStyle(el).color), 'rgb(255, 0, 0)');
  assert.ok(v.complaints().length >= 3, `the harness heard ${v.complaints()}`);
  v.forgive(/Content Security Policy/);
});

test('another site can neither read nor post with its own headers', async () => {
  const other = await openSite({ 'GET /': () => ({ headers: { 'Content-Security-Policy': '' }, body: '<!doctype html><title>x</title>' }) });
  const v = await visitors.come();
  await v.page.goto(other.url);
  const outcome = await v.page.evaluate(async (url) => {
    const read = await fetch(`${url}/kodet`).then((r) => r.text(), () => 'refused');
    const post = await fetch(`${url}/gem`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then((r) => r.text(), () => 'refused');
    return { read, post };
  }, site.url);
  assert.deepEqual(outcome, { read: 'refused', post: 'refused' });
  v.forgive(/./);
  await other.close();
});

test('a plain page passes the eyes, and a poor one does not', async () => {
  const v = await visitors.come();
  await v.go('/');
  await axe(v.page);
  await noOverflow(v.page);
  await v.go('/daarlig');
  await assert.rejects(axe(v.page), /image-alt/);
  await v.go('/bred');
  await assert.rejects(noOverflow(v.page), /px wide/);
  v.forgive(/Content Security Policy/);
});

test('flight mode cuts a visitor off and lets it back', async () => {
  const v = await visitors.newPhone();
  await v.go('/');
  await v.flightMode();
  assert.equal(await v.page.evaluate(() => fetch('/').then(() => 'came through', () => 'cut off')), 'cut off');
  await v.flightMode(false);
  assert.equal(await v.page.evaluate(() => fetch('/').then(() => 'came through', () => 'cut off')), 'came through');
});

test('our own letters are used', async () => {
  const v = await visitors.come();
  await v.go('/');
  assert.ok(await v.page.evaluate(async () => { await document.fonts.ready; return [...document.fonts].some((f) => f.family.includes('IBM Plex Sans') && f.status === 'loaded'); }));
});

test('a walk fails when a browser complained about anything', async () => {
  await visitors.leave();
  for (const path of ['/klager', '/kaster', '/udenfor', '/naegtet', '/brudt']) {
    const v = await visitors.come();
    await v.go(path);
    await v.page.waitForLoadState('networkidle');
    await assert.rejects(visitors.leave(), /a browser complained/, path);
  }
});

test('a sentence of ours in the other language is found, in what is read and in what is only heard', async () => {
  assert.ok(sentences.da > 1000 && sentences.en > 1000, `${sentences.da} Danish and ${sentences.en} English pieces`);
  const v = await visitors.come();
  await v.go('/blandet');
  assert.deepEqual(await foreignWords(v.page, 'da'), ['Join a dialogue']);
  await v.go('/');
  assert.deepEqual(await foreignWords(v.page, 'da'), []);
});
