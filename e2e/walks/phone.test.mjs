// One phone through every state of a dialogue, as its owner meets it: in both languages, without a network, locked and taken up
// again, and in a browser without script.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openDialogue, openProgram } from '../lib/program.mjs';
import { openVisitors } from '../lib/visitors.mjs';

let house, visitors, program, host;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  program = await openProgram(house);
  host = await visitors.signedIn('konsulent@fjordby.example');
});
after(async () => { await visitors?.close(); await house?.close(); });

// open makes a dialogue that the consultant runs too, so that a walk can press every button of the room.
async function open(step, guide = 'a1_hvem_definerer', title = 'Hvad er vi til for?') {
  const d = await openDialogue(program, { guide, title, step });
  d.post = async (path, form) => {
    const answer = await host.context.request.post(`/dialoger/${d.id}${path}`, { form, maxRedirects: 0 });
    assert.ok(answer.status() < 400, `${path} ${JSON.stringify(form)}: ${answer.status()}`);
  };
  d.steer = (form) => d.post('/trin', form);
  d.to = (to) => program.must('POST', `/dialogues/${d.id}/step`, { to });
  await d.post('/overtag', {});
  return d;
}

async function join(visitor, d, who = 'citizen') {
  await visitor.go(d.path);
  await visitor.page.locator(`input[name=hvem][value=${who}]`).check();
  await visitor.page.locator('form.ph-join button').click();
  await visitor.page.locator('#trin').waitFor();
}

const field = (visitor, name = 'udsagn') => visitor.page.locator(`#trin [name=${name}]`).first();
const send = (visitor) => visitor.page.locator('#trin form[data-outbox] .ph-button').first().click();
const both = async (visitor, what) => {
  await seen(visitor.page, what);
  const path = new URL(visitor.page.url());
  path.searchParams.set('lang', 'en');
  await visitor.page.goto(path.href);
  assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'en');
  await seen(visitor.page, `${what} in English`);
  path.searchParams.set('lang', 'da');
  await visitor.page.goto(path.href);
  path.searchParams.delete('lang');
  await visitor.page.goto(path.href);
};

describe('the door', () => {
  test('a wrong code is mended beside the field, and the right one leads in', async () => {
    const d = await open(1);
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 422/);
    await visitor.go('/deltag');
    await both(visitor, 'the code');
    await visitor.page.locator('#kode').fill('abcde-fghjk');
    await visitor.page.locator('main button').click();
    await visitor.page.locator('#kode-error').waitFor();
    await seen(visitor.page, 'a wrong code');
    await visitor.page.locator('#kode').fill(d.code.toLowerCase());
    await visitor.page.locator('main button').click();
    await visitor.page.locator('form.ph-join').waitFor();
    await visitor.page.locator('details summary').first().click();
    await both(visitor, 'before coming in');
    assert.equal(await visitor.page.locator('.ph-profession').isVisible(), false);
    await visitor.page.locator('input[value=employee]').check();
    assert.equal(await visitor.page.locator('.ph-profession').isVisible(), true);
    await seen(visitor.page, 'an employee comes in');
  });

  test('a shut door says so', async () => {
    const d = await open(1);
    await d.steer({ do: 'shut_door' });
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 409/);
    await visitor.go(d.path);
    await both(visitor, 'a shut door');
  });
});

describe('the phone', () => {
  test('every step of A1, from waiting to closed, holds for everybody in both languages', async () => {
    const d = await open(0);
    const visitor = await visitors.newPhone();
    const wall = await visitors.come({ size: 'projector' });
    await join(visitor, d);
    await wall.go(d.screen);
    await both(visitor, 'waiting');
    await both(wall, 'the wall: welcome');
    for (let step = 1; step <= 7; step++) {
      await d.to(step);
      await visitor.page.locator('.ph-step', { hasText: `${step}` }).waitFor();
      await both(visitor, `step ${step}`);
      await both(wall, `the wall: step ${step}`);
    }
    await d.steer({ do: 'pause_clock' });
    await visitor.page.locator('.ph-paused').waitFor();
    await both(visitor, 'paused');
    await d.steer({ do: 'close_step' });
    await visitor.page.locator('form[data-late]').first().waitFor();
    await both(visitor, 'a closed step');
    await both(wall, 'the wall: a closed step');
    await visitor.page.locator('.ph-foot details').locator('summary').click();
    await seen(visitor.page, 'the foot');
    await d.to('close');
    await until('closed', async () => (await visitor.page.locator('h1').innerText()).includes('Tak'));
    await both(visitor, 'closed');
    await both(wall, 'the wall: closed');
  });

  test('one writes, corrects, is refused, and takes back', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 422/);
    await join(visitor, d);
    const pointing = 'Ring til 010190-1234, eller skriv til aase@hjemme.example';
    await field(visitor).fill(pointing);
    await send(visitor);
    const wrong = visitor.page.locator('#trin [data-error-for=udsagn]:not([hidden])');
    await wrong.waitFor();
    for (const what of [/cpr-nummer/, /e-mailadresse/]) assert.match(await wrong.innerText(), what);
    assert.equal(await field(visitor).inputValue(), pointing);
    await seen(visitor.page, 'refused');
    await field(visitor).fill('Nogen ser mig');
    await send(visitor);
    const mine = visitor.page.locator('#gruppe li.ph-own');
    await mine.waitFor();
    await mine.locator('summary').click();
    await seen(visitor.page, 'correcting');
    await mine.locator('textarea[name=udsagn]').fill('Nogen ser mig, når jeg kommer');
    await mine.locator('.ph-button').click();
    await visitor.page.locator('#gruppe .ph-words', { hasText: 'når jeg kommer' }).waitFor();
    await mine.locator('form[data-outbox=withdraw] button').click();
    await seen(visitor.page, 'asked before it is taken back');
    await visitor.page.locator('dialog[open] button', { hasText: 'Træk tilbage' }).click();
    await until('it is gone', async () => (await visitor.page.locator('#gruppe .ph-list li').count()) === 0);
  });

  test('with letters twice as large on a small phone, the head leaves the room to what one writes', async () => {
    const d = await open(3, 'a1_hvem_definerer', 'Hvad er vi til for på plejecentret Solgården?');
    const visitor = await visitors.newPhone({ viewport: { width: 320, height: 568 } });
    await join(visitor, d);
    await visitor.page.evaluate(() => { document.documentElement.style.setProperty('font-size', '225%'); }); // twice what phone.css says
    await field(visitor).fill('Nogen ser mig');
    await send(visitor);
    await visitor.page.locator('#gruppe li.ph-own').waitFor();
    const head = await visitor.page.locator('.ph-head').evaluate((el) => el.getBoundingClientRect().height);
    assert.ok(head < 568 / 3, `the head takes ${head} of 568 px`);
    await seen(visitor.page, 'large letters');
  });

  test('who writes while the dialogue is closed is promised nothing that is not kept', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 409/);
    await join(visitor, d);
    await field(visitor).fill('midt i en sætning');
    await d.to('close');
    const waiting = visitor.page.locator('[data-live-waiting]:not([hidden])');
    await waiting.waitFor();
    assert.doesNotMatch(await waiting.innerText(), /kan stadig sende/);
    await send(visitor);
    await visitor.page.locator('[data-outbox-list] li[data-state=closed]', { hasText: 'midt i en sætning' }).waitFor();
  });

  test('locked and taken up again: what was half-written is there', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    await join(visitor, d);
    await field(visitor).fill('jeg nåede kun at skrive');
    await visitor.page.close();
    visitor.page = await visitor.context.newPage();
    visitor.watch(visitor.page);
    await visitor.go(d.path);
    await until('the text is back', async () => (await field(visitor).inputValue()) === 'jeg nåede kun at skrive');
  });

  test('without a network: reloaded, written, closed and opened again, and then everything arrives once', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    await join(visitor, d);
    await visitor.page.evaluate(async () => { await navigator.serviceWorker.ready; });
    await until('the page and what it is made of are kept', () => visitor.page.evaluate(async () => {
      const needed = [location.href, ...[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((el) => el.src || el.href)];
      return (await Promise.all(needed.map((url) => caches.match(url)))).every(Boolean);
    }));
    await field(visitor).fill('først i flytilstand');
    await visitor.flightMode();
    await visitor.page.reload();
    await until('the half-written text is back', async () => (await field(visitor).inputValue()) === 'først i flytilstand');
    await send(visitor);
    await visitor.page.locator('[data-outbox-list] li[data-state=waiting]').waitFor();
    await seen(visitor.page, 'waiting on the phone');
    const here = visitor.page.url();
    await visitor.page.close();
    visitor.page = await visitor.context.newPage();
    visitor.watch(visitor.page);
    await visitor.go(here);
    await visitor.page.locator('[data-outbox-list] li', { hasText: 'først i flytilstand' }).waitFor();
    await visitor.flightMode(false);
    await until('it has arrived', async () => (await program.must('GET', `/dialogues/${d.id}/result`)).artefacts.length === 1);
    await visitor.page.locator('#gruppe li.ph-own', { hasText: 'først i flytilstand' }).waitFor();
    await until('nothing waits', async () => (await visitor.page.locator('[data-outbox-list] li').count()) === 0, 20_000);
  });

  test('a text that comes after the step has closed is offered as late, and arrives so', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 409/);
    await join(visitor, d);
    await field(visitor).fill('lidt for sent');
    await visitor.flightMode();
    await send(visitor);
    await d.steer({ do: 'goto', step: 4 });
    await d.steer({ do: 'close_step', step: 3 });
    await visitor.flightMode(false);
    const item = visitor.page.locator('[data-outbox-list] li[data-state=late]');
    await item.waitFor();
    await seen(visitor.page, 'late');
    await item.locator('[data-act=late]').click();
    await until('it has arrived', async () => (await program.must('GET', `/dialogues/${d.id}/result`)).artefacts.some((a) => a.late));
  });

  test('marks are set on what is shown, and the wall counts them', async () => {
    const d = await open(3, 'a4_hvem_bidrager');
    const [writer, reader, wall] = [await visitors.newPhone(), await visitors.newPhone(), await visitors.come({ size: 'projector' })];
    await join(writer, d, 'employee');
    await join(reader, d, 'leader');
    await field(writer, 'vi_bidrager_med').fill('Vi kender alle børn ved navn');
    await send(writer);
    await writer.page.locator('#gruppe li.ph-own').waitFor();
    await d.to('next');
    await wall.go(d.screen);
    assert.doesNotMatch(await wall.page.locator('body').innerText(), /Vi kender alle børn/);
    await d.steer({ do: 'show', step: 3 });
    await reader.page.locator('.ph-mark').first().waitFor();
    await wall.page.locator('.pj-card', { hasText: 'Vi kender alle børn' }).waitFor();
    await reader.page.locator('.ph-mark', { hasText: 'overraskede' }).click();
    await reader.page.locator('.ph-mark[aria-pressed=true]', { hasText: 'overraskede' }).waitFor();
    await wall.page.locator('.pj-marks', { hasText: '1' }).waitFor();
    await both(reader, 'marks');
    await both(wall, 'the wall: what has been shown');
    await wall.go(`${d.screen}?tema=moerk`);
    await seen(wall.page, 'the dark wall');
    await reader.page.locator('.ph-mark[aria-pressed=true]').click();
    await until('taken off', async () => (await reader.page.locator('.ph-mark[aria-pressed=true]').count()) === 0);
  });

  test('a group says that it needs time without leaving what it writes', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    await join(visitor, d);
    await field(visitor).fill('midt i en sætning');
    await visitor.page.locator('.ph-time button').click();
    await visitor.page.locator('.ph-time .ph-note').waitFor();
    assert.equal(await field(visitor).inputValue(), 'midt i en sætning');
    await seen(visitor.page, 'the group needs time');
  });

  test('a phone that is taken out is told so and keeps its text', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    visitor.forgive(/status of 40[13]/);
    await join(visitor, d);
    const mark = (await visitor.page.locator('.ph-foot').textContent()).match(/mærke: (\w{8})/)[1];
    await d.post('/deltagere', { mark });
    await visitor.page.locator('h1', { hasText: 'taget ud' }).waitFor();
    await seen(visitor.page, 'taken out');
    await visitor.page.reload();
    await both(visitor, 'taken out, reloaded');
  });

  test('the next person on the same phone finds nothing of the one before', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone();
    await join(visitor, d);
    await field(visitor).fill('min hemmelige kladde');
    await visitor.page.locator('.ph-foot details').locator('summary').click();
    await visitor.page.locator('.ph-foot button', { hasText: 'Ny person' }).click();
    await visitor.page.locator('dialog[open]').waitFor();
    await seen(visitor.page, 'asked before it forgets');
    await visitor.page.locator('dialog[open] button', { hasText: 'Ja' }).click();
    const again = visitor.page.locator('dialog[open]', { hasText: 'ikke sendt' });
    await again.waitFor();
    await again.locator('button', { hasText: 'Ja' }).click();
    await visitor.page.locator('form.ph-join').waitFor();
    await join(visitor, d);
    assert.equal(await field(visitor).inputValue(), '');
    await visitor.page.locator('.ph-foot details').locator('summary').click();
    await visitor.page.locator('.ph-foot button', { hasText: 'færdig' }).click();
    await visitor.page.locator('dialog[open] button', { hasText: 'Ja' }).click();
    await visitor.page.locator('h1', { hasText: 'Tak for nu' }).waitFor();
    await seen(visitor.page, 'goodbye');
  });
});

describe('without script', () => {
  test('a whole step: come in, write, be refused, correct, take back, ask for time, be late', async () => {
    const d = await open(3);
    const visitor = await visitors.newPhone({ javaScript: false });
    visitor.forgive(/status of 4(09|22)/);
    const page = visitor.page;
    await join(visitor, d);
    assert.match(await page.locator('main').innerText(), /Hent siden igen/);
    await field(visitor).fill('Skriv til else@example.dk');
    await send(visitor);
    assert.match(await page.locator('#trin .ph-error:not([hidden])').first().innerText(), /\S/);
    await field(visitor).fill('Nogen ser mig');
    await send(visitor);
    assert.match(await page.locator('[data-outbox-status]').innerText(), /sendt/);
    const mine = page.locator('#gruppe li.ph-own');
    assert.equal(await mine.count(), 1);
    await mine.locator('summary').click();
    await mine.locator('textarea[name=udsagn]').fill('Rettet uden script');
    await mine.locator('.ph-button').click();
    assert.match(await page.locator('#gruppe').innerText(), /Rettet uden script/);
    await page.locator('.ph-time button').click();
    assert.match(await page.locator('.ph-time').innerText(), /bedt om mere tid/);
    await page.locator('#gruppe form[data-outbox=withdraw] button').click();
    assert.equal(await page.locator('#gruppe .ph-list li').count(), 0);

    await field(visitor).fill('lige for sent');
    await d.steer({ do: 'goto', step: 4 });
    await d.steer({ do: 'close_step', step: 3 });
    await send(visitor);
    const late = page.locator('form[data-late]');
    assert.equal(await late.locator('[name=udsagn]').inputValue(), 'lige for sent');
    await late.locator('.ph-button').click();
    assert.match(await page.locator('#gruppe').textContent(), /lige for sent/);
    assert.equal((await program.must('GET', `/dialogues/${d.id}/result`)).artefacts.filter((a) => a.late).length, 1);
  });

  test('the wall reloads itself', async () => {
    const d = await open(2);
    const wall = await visitors.come({ size: 'projector', javaScript: false });
    await wall.go(d.screen);
    assert.match(await wall.page.content(), /http-equiv="refresh" content="10"/);
    assert.match(await wall.page.locator('h1').innerText(), /Skriv med dine egne ord/);
  });
});
