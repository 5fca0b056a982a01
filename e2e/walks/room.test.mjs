// Forty phones and a projector in one room, on both engines; eight of the phones are browsers. Six go into flight mode in the
// middle of a step, the server is killed and started again, and every text is there exactly once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seen } from '../lib/eyes.mjs';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openDialogue, openPhones, openProgram } from '../lib/program.mjs';
import { openVisitors } from '../lib/visitors.mjs';

const people = ['borger', 'medarbejder', 'medarbejder', 'leder', 'politiker', 'borger', 'medarbejder', 'borger'];
const actors = { borger: 'citizen', medarbejder: 'employee', leder: 'leader', politiker: 'politician' };

for (const engine of ['sqlite', 'postgres']) {
  describe(`a room on ${engine}`, () => {
    let house, visitors, program, dialogue, phones, others, screen;
    before(async () => {
      house = await openHouse({ engine });
      visitors = await openVisitors(house);
      program = await openProgram(house);
      dialogue = await openDialogue(program, { title: 'Hvad er vi til for?', step: 3 });
    });
    after(async () => { await visitors?.close(); await house?.close(); });

    const stored = async () => (await program.must('GET', `/dialogues/${dialogue.id}/result`)).artefacts.map((a) => a.data.udsagn).sort();
    const write = async (phone, words) => {
      await phone.page.locator('#trin textarea[name=udsagn]').first().fill(words);
      await phone.page.locator('#trin form[data-outbox] button').first().click();
    };

    test('eight people come in on their phones and land in the step the room is at', async () => {
      phones = await Promise.all(people.map(() => visitors.newPhone()));
      for (const [i, phone] of phones.entries()) {
        await phone.go(dialogue.path);
        await phone.page.locator(`input[name=hvem][value=${actors[people[i]]}]`).check();
        if (i === 0) await seen(phone.page, 'before coming in');
        await phone.page.locator('form.ph-join button').click();
        await phone.page.locator('#trin textarea[name=udsagn]').first().waitFor();
      }
      await seen(phones[0].page, 'in the step');
      screen = await visitors.come({ size: 'projector' });
      await screen.go(dialogue.screen);
      await seen(screen.page, 'projector');
      others = await openPhones(house, dialogue, 32);
    });

    test('what is written reaches the projector as a number, and nobody else reads it', async () => {
      await write(phones[0], 'Nogen ser mig, når jeg kommer');
      await screen.page.locator('#antal', { hasText: /^1$/ }).waitFor();
      assert.doesNotMatch(await screen.page.locator('body').innerText(), /Nogen ser mig/);
      await phones[0].page.locator('#gruppe li', { hasText: 'Nogen ser mig' }).waitFor();
    });

    test('six in flight mode, the server killed: nothing is lost and nothing is doubled', async () => {
      for (const phone of phones.slice(0, 6)) await phone.flightMode();
      await Promise.all(others.map((o, i) => o.write(3, 'perspektivkort', { perspektiv: 'oplevet', udsagn: `før fra ${i}` })));
      for (const [i, phone] of phones.entries()) await write(phone, `første fra ${i}`);
      await until('two have arrived', async () => (await stored()).length === 3 + others.length);
      const cutOff = Promise.all(others.map((o, i) => o.write(3, 'perspektivkort', { perspektiv: 'udfoert', udsagn: `under fra ${i}` })));
      await house.kill();
      for (const [i, phone] of phones.entries()) await write(phone, `anden fra ${i}`);
      await phones[7].page.locator('[data-outbox-status]', { hasText: /1/ }).waitFor();
      await house.start();
      for (const phone of phones.slice(0, 6)) await phone.flightMode(false);
      const all = ['Nogen ser mig, når jeg kommer', ...phones.flatMap((_, i) => [`første fra ${i}`, `anden fra ${i}`]), ...others.flatMap((_, i) => [`før fra ${i}`, `under fra ${i}`])].sort();
      await cutOff;
      await until('everything has arrived', async () => (await stored()).length >= all.length, 30_000);
      assert.deepEqual(await stored(), all);
      await screen.page.locator('#antal', { hasText: String(all.length) }).waitFor();
      for (const phone of phones) await until('nothing waits', async () => (await phone.page.locator('[data-outbox-list] li').count()) === 0, 20_000);
    });

    test('the room moves on: the phones follow, but a sentence may be finished', async () => {
      const late = phones[1].page.locator('#trin textarea[name=udsagn]').first();
      await late.fill('jeg er ikke helt fær');
      await program.must('POST', `/dialogues/${dialogue.id}/step`, { to: 'next' });
      await phones[1].page.locator('[data-live-waiting]').waitFor();
      await seen(phones[1].page, 'the room has moved on');
      assert.equal(await late.inputValue(), 'jeg er ikke helt fær');
      await write(phones[1], 'jeg er helt færdig');
      await until('arrived', async () => (await stored()).includes('jeg er helt færdig'));
      for (const phone of phones) await phone.page.locator('.ph-step', { hasText: /4/ }).waitFor();
    });

    test('when the dialogue is closed, phones and projector say so', async () => {
      await program.must('POST', `/dialogues/${dialogue.id}/step`, { to: 'close' });
      await until('the phone says so', async () => (await phones[2].page.locator('form[data-outbox]:not([data-outbox=correct]):not([data-outbox=withdraw])').count()) === 0);
      await seen(phones[2].page, 'closed');
      await seen(screen.page, 'closed');
      phones.forEach((p) => p.forgive(/net::ERR/, /Failed to fetch/));
      screen.forgive(/net::ERR/);
    });
  });
}
