// The facilitator's screen with the projector beside it: what is hidden until it is shown, cards placed by hand and by button,
// two facilitators who do not get in each other's way, and a colleague who takes over.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seen, tabTo } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, desk, screen, path;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  path = house.output.match(/\/dialoger\/\w+\/styring/)[0];
  desk = await visitors.signedIn('leder@fjordby.example');
  desk.forgive(/\/hjem\)/); // the way in after signing in is not part of this walk
  screen = await visitors.come({ size: 'projector' });
  await screen.go(new URL(house.output.match(/http\S+\/skaerm\/\S+/)[0]).pathname);
});
after(async () => { await visitors?.close(); await house?.close(); });

const press = (v, name) => v.page.locator('main button', { hasText: name }).first().click();
const placed = (v, card, zone) => v.page.locator(`[data-drop="${zone}"] #${card}`).waitFor();

test('cards are on the projector when they are shown, and not before', async () => {
  await desk.go(path);
  await seen(desk.page, 'a step with cards');
  const words = (await desk.page.locator('[data-card]').first().innerText()).split('\n').find((l) => l.length > 30).slice(0, 30);
  assert.doesNotMatch(await screen.page.locator('main').innerText(), new RegExp(words));
  await press(desk, 'Vis for alle');
  await screen.page.locator('main', { hasText: words }).waitFor();
  await seen(screen.page, 'shown');
  for (const language of ['en', 'da']) {
    await screen.page.goto(`${new URL(screen.page.url()).pathname}?lang=${language}`);
    const edge = await screen.page.locator('.pj-foot .pj-join').evaluate((el) => innerWidth - el.getBoundingClientRect().right);
    assert.ok(edge > 0, `the QR code is cut off in ${language}: ${edge}`);
  }
});

test('a card is placed by dragging and by its button, and the projector follows', async () => {
  await press(desk, 'Næste trin');
  await desk.page.locator('[data-drop=faelles]').waitFor();
  const [first, second] = await desk.page.locator('[data-card]').evaluateAll((all) => all.slice(0, 2).map((c) => c.id));
  const handle = await desk.page.locator(`#${first} [data-card-handle]`).boundingBox();
  const zone = await desk.page.locator('[data-drop=faelles]').boundingBox();
  await desk.page.mouse.move(handle.x + 10, handle.y + 10);
  await desk.page.mouse.down();
  await desk.page.mouse.move(handle.x + 40, handle.y - 10, { steps: 4 });
  await desk.page.mouse.move(zone.x + 40, zone.y + 20, { steps: 6 });
  await desk.page.mouse.up();
  await placed(desk, first, 'faelles');
  await desk.page.locator(`#${second} summary`).first().focus();
  await desk.page.keyboard.press('Enter');
  await tabTo(desk.page, `#${second} [data-drop-to=kun_oplevet]`);
  await desk.page.keyboard.press('Enter');
  await placed(desk, second, 'kun_oplevet');
  await seen(desk.page, 'cards placed');
});

test('a second facilitator moves other cards at the same time', async () => {
  const other = await visitors.signedIn('leder@fjordby.example', { size: 'tablet' });
  other.forgive(/\/hjem\)/);
  await other.go(path);
  const [mine, theirs] = await desk.page.locator('[data-drop=loes] [data-card]').evaluateAll((all) => all.slice(0, 2).map((c) => c.id));
  const move = async (v, card, to) => {
    await v.page.locator(`#${card} summary`).first().click();
    await v.page.locator(`#${card} [data-drop-to=${to}]`).click();
  };
  await Promise.all([move(desk, mine, 'kun_formelt'), move(other, theirs, 'kun_udfoert')]);
  for (const v of [desk, other]) { await placed(v, mine, 'kun_formelt'); await placed(v, theirs, 'kun_udfoert'); }
});

test('the clock stops and starts on both screens', async () => {
  await press(desk, 'Pause');
  await until('the projector stands still', async () => (await screen.page.locator('.pj-paused').count()) === 1);
  await seen(screen.page, 'paused');
  await seen(desk.page, 'paused');
});

test('a step back shows the step before', async () => {
  await press(desk, 'Forrige');
  await screen.page.locator('.pj-step', { hasText: 'Trin 3' }).waitFor();
});

test('the leader’s phone dies, and the other facilitator goes on where the room is', async () => {
  await press(desk, 'Næste trin');
  await screen.page.locator('.pj-step', { hasText: 'Trin 4' }).waitFor();
  await desk.flightMode();
  const colleague = await visitors.signedIn('konsulent@fjordby.example', { size: 'phone' });
  await colleague.go(path);
  await colleague.page.locator('h1', { hasText: 'Trin 4' }).waitFor();
  await seen(colleague.page, 'the room on a phone');
  await press(colleague, 'Næste trin');
  await screen.page.locator('.pj-step', { hasText: 'Trin 5' }).waitFor();
  await desk.flightMode(false);
  await desk.page.locator('h1', { hasText: 'Trin 5' }).waitFor();
});

test('a desk whose sign-in has ended asks to sign in, and keeps what is half written', async () => {
  const colleague = await visitors.signedIn('konsulent@fjordby.example');
  colleague.forgive(/status of 40[134]|\/hjem\)/);
  await colleague.go(path);
  await colleague.page.locator('#skriv-ned-aftale > summary').click();
  await colleague.page.locator('#skriv-ned-aftale textarea').first().fill('Faste makkerpar om aft');
  await colleague.context.request.post('/log-ud', { headers: { origin: house.url } });
  await colleague.page.locator('dialog.kh-dialog', { hasText: 'Du er logget ud' }).waitFor();
  assert.equal(await colleague.page.locator('#skriv-ned-aftale textarea').first().inputValue(), 'Faste makkerpar om aft');
  assert.equal(await colleague.page.locator('dialog a[href^="/log-ind"]').count(), 1);
});
