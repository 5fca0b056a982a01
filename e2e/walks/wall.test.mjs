// The wall, from the first step of each guide to the last, with what a real room writes: a wall cannot be scrolled, so nothing
// on it may ever be cut off.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openHouse } from '../lib/house.mjs';
import { until } from '../lib/ports.mjs';
import { openVisitors } from '../lib/visitors.mjs';

const walls = [{ width: 1920, height: 1080 }, { width: 1280, height: 720 }];
const pictures = process.env.KERNEHUS_PICTURES; // a directory: what is looked at is also drawn there
let house, visitors, desk, screen, unit;
before(async () => {
  house = await openHouse();
  visitors = await openVisitors(house);
  desk = await visitors.signedIn('leder@fjordby.example');
  desk.forgive(/\/hjem\)/); // the way in after signing in is not part of this walk
  screen = await visitors.come({ size: 'projector' });
  await desk.go('/dialoger/ny');
  unit = await desk.page.locator('select[name=enhed] option').last().getAttribute('value');
});
after(async () => { await visitors?.close(); await house?.close(); });

// plan opens a dialogue with eight people in it.
async function plan(guide, variant) {
  await desk.go(`/dialoger/ny?guide=${guide}&enhed=${unit}`);
  if (variant) await desk.page.locator(`input[name=variant][value=${variant}]`).check();
  await desk.page.locator('button[value=gem]').click();
  await desk.page.locator('form[action$="/doer"] button', { hasText: 'Åbn dørene' }).first().click();
  await desk.page.locator('main', { hasText: 'Koden virker nu' }).waitFor();
  const path = new URL(desk.page.url()).pathname;
  const code = (await desk.page.locator('.kh-code').first().innerText()).replace(/\W/g, '');
  const wall = await desk.page.locator('a[href^="/skaerm/"]').first().getAttribute('href');
  const people = [];
  for (const actor of ['citizen', 'citizen', 'leader', 'politician', 'employee', 'employee', 'employee', 'employee']) people.push(await join_(code, actor));
  await screen.go(new URL(wall, house.url).pathname);
  return { path, code, people };
}

async function send(path, body, token) {
  const answer = await fetch(`${house.url}/api/v1/dialogues/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) });
  const data = await answer.json();
  assert.ok(answer.ok, `${path} ${JSON.stringify(body)}: ${JSON.stringify(data)}`);
  return data;
}
const join_ = async (code, actor) => (await send(`${code}/participants`, { id: randomUUID(), actor, ...(actor === 'employee' ? { profession: 'SOSU-assistent' } : {}) })).token;
const write = (d, step, kind, texts) => Promise.all(texts.map((data, i) => send(`${d.code}/inputs`, { id: randomUUID(), step, kind, data }, d.people[i % d.people.length])));

const press = async (name) => {
  await desk.page.locator('.kh-steer button', { hasText: name }).first().click();
  await desk.page.locator('.kh-steer').waitFor();
};
async function to(d, step) {
  await press(step === 1 ? 'Begynd' : 'Næste trin');
  await desk.page.locator('h1', { hasText: `Trin ${step} af` }).waitFor();
  await screen.page.locator('.pj-step', { hasText: `Trin ${step} af` }).waitFor();
  await whole(`${d.name}-${step}`);
}
async function show() {
  await press('Vis for alle');
  await desk.page.locator('.kh-steer button', { hasText: 'Skjul igen' }).waitFor();
}

// whole waits until all of the wall is seen, on a large one and a small one.
async function whole(what) {
  for (const size of walls) {
    await screen.page.setViewportSize(size);
    for (const theme of pictures ? ['light', 'dark'] : ['light']) {
      await screen.page.evaluate((t) => { document.body.dataset.theme = t; }, theme);
      const overflow = () => screen.page.evaluate(() => ({ much: document.documentElement.scrollHeight - window.innerHeight, inside: [...document.querySelectorAll('#laerred *')].filter((el) => el.getClientRects().length && el.getBoundingClientRect().bottom > document.querySelector('.pj-foot').getBoundingClientRect().top + 2).length }));
      await until(`all of ${what} is on a wall of ${size.width}: ${JSON.stringify(await overflow())}`, async () => { const o = await overflow(); return o.much <= 0 && o.inside === 0; }, 4_000);
      if (pictures) { mkdirSync(pictures, { recursive: true }); await screen.page.screenshot({ path: join(pictures, `${what}-${size.width}-${theme}.png`) }); }
    }
  }
}
const onWall = (words) => screen.page.locator('#laerred', { hasText: words }).waitFor();

const cards = {
  formelt: ['Servicelovens § 83 siger personlig hjælp og pleje', 'Kvalitetsstandarden lover fast kontaktperson', 'Byrådet har vedtaget, at borgeren bestemmer, hvornår på dagen', 'Vi kan selv vælge rækkefølgen på ruten', 'Rehabiliteringsforløb skal tilbydes først'],
  udfoert: ['Vi bruger en time om dagen på kørsel og en halv på dokumentation', 'Vi ringer, når vi er forsinkede', 'Morgenmødet giver ro til resten af dagen', 'Vi retter op på fejl i medicinen fra sygehuset', 'Vi laver det samme i to systemer'],
  oplevet: ['Det betyder alt, at det er den samme, der kommer', 'Jeg ved ikke, hvornår I kommer', 'Jeg vil selv i bad, men det tager tid', 'Min datter kan ikke få fat i nogen', 'I hjælper mig med at være mig selv'],
};

test('the three sides, from the frame to the agreement, are on the wall in full', async () => {
  const d = { name: 'a1', ...await plan('a1_hvem_definerer', 'perspektivgrupper') };
  await desk.go(`${d.path}/styring`);
  await whole('a1-lobby');
  await to(d, 1);
  await to(d, 2);
  await to(d, 3);
  for (const [perspektiv, words] of Object.entries(cards)) await write(d, 3, 'perspektivkort', words.map((udsagn) => ({ perspektiv, udsagn, kilde: 'Noget vi har set i hverdagen' })));
  await show();
  await onWall('Det betyder alt');
  await whole('a1-3-shown');
  await to(d, 4);
  const ids = await desk.page.locator('[data-card]').evaluateAll((all) => all.map((c) => c.id));
  const places = ['faelles', 'formelt_og_udfoert', 'udfoert_og_oplevet', 'formelt_og_oplevet', 'kun_formelt', 'kun_udfoert', 'kun_oplevet'];
  for (const [i, id] of ids.slice(0, 13).entries()) {
    await desk.page.locator(`#${id} summary`).first().click();
    await desk.page.locator(`#${id} [data-drop-to=${places[i % 7]}]`).click();
    await desk.page.locator(`[data-drop=${places[i % 7]}] #${id}`).waitFor();
  }
  await whole('a1-4-placed');
  await to(d, 5);
  await onWall('Tavlen fra trin 4');
  await write(d, 5, 'vidensbehov', ['Hvad siger kvalitetsstandarden om ventetid?', 'Hvor mange forskellige kommer der hos en borger på en uge?', 'Hvad ville de pårørende svare, hvis vi spurgte?', 'Er dobbelt dokumentation et lovkrav?', 'Hvad koster kørslen?'].map((spoergsmaal) => ({ spoergsmaal, ansvarlig: 'Afdelingslederen', frist: '2027-01-15' })));
  await show();
  await onWall('Hvad koster kørslen');
  await onWall('Tavlen fra trin 4');
  await whole('a1-5-shown');
  await to(d, 6);
  await write(d, 6, 'formulering', ['Vi hjælper mennesker i Ålebæk med at leve det liv, de selv synes er værd at leve. Vi gør det sammen med dem og dem, de holder af.', 'Borgeren skal kunne regne med os og mærke, at det er deres dag, ikke vores rute.', 'Tryghed, værdighed og mest muligt selv – hver dag og af de samme mennesker.'].map((tekst) => ({ tekst })));
  await show();
  await onWall('ikke vores rute');
  await whole('a1-6-shown');
  await to(d, 7);
  await whole('a1-7-drafts');
  for (let i = 0; i < 2; i++) {
    await desk.page.locator('.kh-gather button[value^="tag:"]:not(.kh-take)').nth(i).click();
    await until('it is taken in', async () => (await desk.page.locator('.kh-pieces > li').count()) === i + 2);
  }
  await onWall('Den samlede tekst');
  await whole('a1-7-gathered');
  for (const [side, level] of [['formal', 'Delvist'], ['performed', 'Godt'], ['experienced', 'Slet ikke']]) {
    await desk.page.locator(`.kh-third-${side} button`, { hasText: level }).click();
    await desk.page.locator(`.kh-third-${side} button[aria-pressed=true]`).waitFor();
  }
  await write(d, 7, 'uenighed', [{ emne: 'Må borgeren sige nej til bad?', synspunkter: 'Ja, det er værdigt.\nNej, det koster tid bagefter.', naeste_skridt: 'Tages op på næste teammøde' }, { emne: 'Skal vi holde op med at dokumentere i to systemer, før vi får lov?' }]);
  await write(d, 7, 'aftale', [{ hvad: 'Fast makker om morgenen i fire uger', hvem: 'Medarbejder i Team Ålebæk', hvornaar: '2027-01-10', hvordan_ser_vi_det: 'Færre nye ansigter', arbejdsforhold: 'ja' }, { hvad: 'Vi ringer altid, når vi er mere end et kvarter forsinkede', hvem: 'Alle', hvornaar: '2026-12-10' }]);
  await onWall('Fast makker om morgenen');
  await onWall('Det, vi ikke er enige om');
  await whole('a1-7-agreed');
});

test('who contributes with what is on the wall in full', async () => {
  const d = { name: 'a4', ...await plan('a4_hvem_bidrager') };
  await desk.go(`${d.path}/styring`);
  await to(d, 1);
  const leader = d.people[2];
  await send(`${d.code}/inputs`, { id: randomUUID(), step: 1, kind: 'formulering', data: { tekst: 'Vi giver alle borgere i distriktet mulighed for at klare mest muligt selv, trygt og i eget hjem, sammen med pårørende og foreninger.' } }, leader);
  await onWall('trygt og i eget hjem');
  await whole('a4-1-draft');
  await to(d, 2);
  await write(d, 2, 'formulering', ['Der mangler noget om dem, der ikke kan klare mere selv', 'Skriv værdighed', 'Foreninger kommer kun i Ålebæk', 'Det er os, der er i hjemmet, ikke distriktet'].map((tekst) => ({ tekst })));
  if (await desk.page.locator('.kh-steer button', { hasText: 'Vis for alle' }).count()) await show();
  await whole('a4-2-shown');
  await to(d, 3);
  await write(d, 3, 'bidrag', ['SOSU-assistenter', 'Fysioterapeuter', 'Rengøring', 'Køkken', 'Planlæggere', 'Sygeplejersker'].map((faggruppe) => ({ faggruppe, vi_bidrager_med: 'Vi ser borgeren hver dag og opdager det, når noget er ved at gå galt', vi_har_brug_for: 'At blive hørt, når vi siger det, og at få svar samme dag', det_ser_andre_ikke: 'De samtaler, der holder modet oppe' })));
  await show();
  await whole('a4-3-shown');
  await to(d, 4);
  await whole('a4-4-marks');
  await to(d, 5);
  await write(d, 5, 'samarbejdsforslag', ['Et kort møde ved tavlen hver morgen', 'Køkkenet ringer, når maden kommer tilbage urørt', 'Fysioterapeuten følger med på ruten en dag om måneden', 'Planlæggeren sidder hos os om mandagen', 'Rengøringen skriver i borgerens bog', 'Fælles oplæring af nye'].map((ide) => ({ ide, mellem_hvem: 'Køkken og plejen', proevehandling: 'Vi prøver det i næste uge', tegn_paa_at_det_virker: 'Færre, der taber sig' })));
  await show();
  await whole('a4-5-shown');
  await to(d, 6);
  await write(d, 6, 'aftale', [{ hvad: 'Køkkenet ringer, når maden kommer tilbage urørt', hvem: 'Køkkenlederen', hvornaar: '2027-01-05', hvordan_ser_vi_det: 'Vi tæller opkald' }, { hvad: 'Tavlemøde hver morgen klokken halv otte', hvem: 'Teamlederen', hvornaar: '2026-12-07' }]);
  await onWall('Tavlemøde hver morgen');
  await whole('a4-6-agreed');
});
