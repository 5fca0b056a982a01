// The pages people depend on, where our scripts never arrive: an old browser, a strict network. Everything is still there, readable by
// everybody, and nothing waits for a script to come.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { openDialogue, openProgram } from '../lib/program.mjs';
import { foreignWords } from '../lib/words.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, program;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  program = await openProgram(house);
});
after(async () => { await visitors?.close(); await house?.close(); });

// stripped takes our scripts from a visitor. The browser itself still runs script, for axe cannot look without.
async function stripped(visitor) {
  visitor.forgive(/net::ERR_FAILED/);
  await visitor.context.route(/\.js(\?|$)/, (route) => route.abort());
  return visitor;
}

async function readable(visitor, path, what = '') {
  if (path) assert.equal((await visitor.go(path)).status(), 200, path);
  assert.ok(await visitor.page.evaluate(() => document.documentElement.classList.contains('no-js')), 'a script of ours came through');
  assert.deepEqual(await foreignWords(visitor.page, 'da'), [], `${path} ${what}`);
  await visitor.page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true; });
  await seen(visitor.page, `${what}, without our scripts`);
}

test('somebody from the street reads, comes to sign in and to a dialogue', async () => {
  const v = await stripped(await visitors.come());
  for (const path of ['/', '/kerneopgaver', '/kerneopgaver/kendte-ansigter-i-doeren', '/log-ind', '/glemt', '/deltag', '/privatliv', '/tilgaengelighed']) await readable(v, path);
});

test('a phone comes in, writes, is refused, and sees the dialogue closed', async () => {
  const d = await openDialogue(program, { guide: 'a1_hvem_definerer', title: 'Hvad er vi til for?', step: 3 });
  const v = await stripped(await visitors.newPhone());
  v.forgive(/status of 422/);
  await readable(v, d.path, 'the door');
  await v.page.locator('input[name=hvem][value=employee]').check();
  await v.page.locator('form.ph-join button').click();
  await readable(v, '', 'a step');
  const write = async (words) => {
    await v.page.locator('#trin textarea[name=udsagn]').first().fill(words);
    await v.page.locator('#trin form.ph-sheet .ph-button').first().click();
    await v.page.waitForLoadState();
  };
  await write('Ring til 010190-1234');
  await readable(v, '', 'refused');
  await write('Vi sidder ned og spiser med');
  await v.page.locator('#gruppe li.ph-own').waitFor();
  await readable(v, '', 'written');
  await program.must('POST', `/dialogues/${d.id}/step`, { to: 'close' });
  await readable(v, d.path, 'closed');
  for (const theme of ['', '?tema=moerk']) await readable(v, d.screen + theme, 'the wall');
});

test('leader and administrator find their pages', async () => {
  const leader = await stripped(await visitors.signedIn('leder@fjordby.example'));
  const d = house.output.match(/http\S+(\/dialoger\/\w+)\/styring/)[1];
  for (const path of ['/hjem', '/dialoger', d, `${d}/styring`, '/min-konto']) await readable(leader, path);
  const admin = await stripped(await visitors.signedIn('admin@fjordby.example'));
  for (const path of ['/administration', '/administration/organisation', '/administration/brugere', '/min-konto']) await readable(admin, path);
});
