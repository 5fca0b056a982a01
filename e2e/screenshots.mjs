// usage: node screenshots.mjs [WORD]     takes a picture of every page of the route table at three widths, and of what a dialogue and
// a core task look like on their way, and binds them into e2e/out/index.html. WORD takes only pictures whose name holds it.
// DOCS=1 also takes the few of the README again, into docs/img.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHouse, root } from './lib/house.mjs';
import { openDialogue, openPhones, openProgram } from './lib/program.mjs';
import { pageRoutes, round } from './lib/round.mjs';
import { guides } from './lib/tour.mjs';
import { openVisitors } from './lib/visitors.mjs';

const out = join(root, 'e2e', 'out'), docs = join(root, 'docs', 'img');
const only = process.argv[2] ?? '';
const heights = { 390: 844, 768: 1024, 1440: 900, 1920: 1080 };
const taken = [];
mkdirSync(out, { recursive: true });

const house = await openHouse();
const visitors = await openVisitors(house);
const program = await openProgram(house);

// picture takes the page as it stands at some widths; the wall is never scrolled, so only what fits is in its picture.
async function picture({ page }, name, { widths = [390, 768, 1440], language = 'da' } = {}) {
  if (!name.includes(only)) return;
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: heights[width] });
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); return document.fonts.ready; });
    const file = `${name}-${width}-${language}.png`;
    await page.screenshot({ path: join(out, file), fullPage: width !== 1920, animations: 'disabled' });
    taken.push({ name, width, language, file });
  }
  await page.setViewportSize(before);
}

// look takes an address in Danish at three widths and in English at the widest, and answers where it leads.
async function look(visitor, path, name, widths) {
  const at = (language) => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
  if (/\.(csv|xlsx|json)$|^\/was$/.test(path)) return [];
  await visitor.go(at('en'));
  await picture(visitor, name, { widths: [(widths ?? [1440]).at(-1)], language: 'en' });
  const answer = await visitor.go(at('da'));
  if (answer.status() >= 400) console.log(`${path}: ${answer.status()}`);
  await picture(visitor, name, { widths });
  return visitor.page.evaluate(() => [...document.querySelectorAll('a[href]')].filter((a) => a.origin === location.origin && !a.download).map((a) => { const u = new URL(a.href); u.searchParams.delete('lang'); return u.pathname + u.search; }));
}

// Every page there is.
const routes = await pageRoutes(house), been = new Map();
for (const guide of only && !only.startsWith('side') ? [] : guides) {
  const visitor = await guide.come(visitors), who = guide.name.match(/consultant|leader|administrator|street/)[0];
  const named = (path) => `side-${routes.find((r) => r.is.test(path.split('?')[0])).pattern.replace(/[{}$]/g, '').replace(/^\/|\/$/g, '').replaceAll('/', '.') || 'forside'}-${who}`;
  await round(visitor, { routes, doors: await guide.doors(visitor, house, been), been, look: (v, path) => look(v, path, named(path), path.startsWith('/skaerm') ? [1920] : undefined) });
}
console.log(`${been.size} of ${routes.length} routes`);
for (const as of ['leder', 'medarbejder', 'politiker']) await look(await visitors.signedIn(`${as}@fjordby.example`), '/hjem', `hjem-${as}`);
const street = await visitors.come();
await look(street, '/findes-ikke', 'fejl-findes-ikke');
await look(await visitors.signedIn('medarbejder@fjordby.example'), '/administration/brugere', 'fejl-ikke-din');

// A1 on a phone, the wall and the facilitator's screen, step by step.
const d = await openDialogue(program, { title: 'Hvad er vi til for om aftenen?', step: 0, find: (u) => u.name === 'Hjemmeplejen Nord' });
const desk = await visitors.signedIn('konsulent@fjordby.example');
await desk.context.request.post(`/dialoger/${d.id}/overtag`, { form: {}, headers: { origin: house.url } });
const room = `/dialoger/${d.id}`, to = (step) => program.must('POST', `/dialogues/${d.id}/step`, { to: step });
const phone = await visitors.newPhone(), wall = await visitors.come({ size: 'projector' });
const phones = { widths: [390] }, walls = { widths: [1920] };
await phone.go(d.path);
await picture(phone, 'telefon-1-doer', phones);
await phone.page.locator('input[name=hvem][value=citizen]').check();
await phone.page.locator('form.ph-join button').click();
await phone.page.locator('#trin h1').waitFor();
await picture(phone, 'telefon-2-venter', phones);
await wall.go(d.screen);
await picture(wall, 'vaeg-1-velkomst', walls);
await desk.go(room);
await picture(desk, 'samtale-1-aabne-doere');
await desk.go(`${room}/styring`);
await picture(desk, 'styring-1-begynd');
const others = await openPhones(house, d, 12);
await to(3);
await phone.page.locator('#trin textarea[name=udsagn]').fill('Den samme kommer igen, så jeg ikke skal forklare mig forfra');
await picture(phone, 'telefon-3-skriver', phones);
await phone.flightMode();
await phone.page.locator('#trin form[data-outbox] .ph-button').first().click();
await phone.page.locator('[data-outbox-list] li').first().waitFor();
await picture(phone, 'telefon-4-gemt-paa-telefonen', phones);
await phone.flightMode(false);
await phone.page.locator('#gruppe li.ph-own').waitFor();
await phone.page.locator('#trin textarea[name=udsagn]').fill('Ring til min mor på 010190-1234');
phone.forgive(/status of 422/);
await phone.page.locator('#trin form[data-outbox] .ph-button').first().click();
await phone.page.locator('#trin [data-error-for=udsagn]:not([hidden])').waitFor();
await picture(phone, 'telefon-5-afvist', phones);
await phone.page.locator('#trin textarea[name=udsagn]').fill('');
const cards = [['formelt', 'Loven siger hjælp til selvhjælp'], ['formelt', 'Byrådet har vedtaget højst otte forskellige hjælpere'], ['udfoert', 'Vi bruger en stor del af aftenen på at køre'], ['udfoert', 'Vi ringer, når vi bliver forsinket'], ['oplevet', 'Jeg ved ikke, hvem der kommer i aften'], ['oplevet', 'Det er rart, når de kan mit navn'], ['oplevet', 'Min kone kan sove, når hun ved, I kommer'], ['udfoert', 'Nye vikarer får ruten på vej ud ad døren'], ['formelt', 'Visitationen bestemmer minutterne']];
await Promise.all(cards.map(([perspektiv, udsagn], i) => others[i].write(3, 'perspektivkort', { perspektiv, udsagn })));
await wall.page.locator('#antal', { hasText: String(cards.length + 1) }).waitFor();
await picture(phone, 'telefon-6-sendt', phones);
await picture(wall, 'vaeg-2-spoergsmaal', walls);
await desk.go(`${room}/styring`);
await picture(desk, 'styring-2-kort');
await desk.page.locator('.kh-steer-end form:has([name=do][value=show]) button').click();
await wall.page.locator('.pj-card').first().waitFor();
await picture(wall, 'vaeg-3-tavle', walls);
await phone.page.locator('#vist summary').click();
await picture(phone, 'telefon-7-vist', phones);
await to('next');
await desk.go(`${room}/styring`);
const places = ['faelles', 'kun_formelt', 'kun_udfoert', 'udfoert_og_oplevet', 'kun_oplevet', 'faelles', 'formelt_og_oplevet'];
for (const place of places) {
  const loose = desk.page.locator('[data-drop=loes] [data-card]').first(), id = await loose.getAttribute('id');
  await loose.locator('details.kh-card-do > summary').click();
  await desk.page.locator(`#${id} [data-drop-to=${place}]`).click();
  await desk.page.locator(`[data-drop="${place}"] #${id}`).waitFor();
}
await desk.page.locator('#ny-overskrift').fill('At vide, hvem der kommer');
await desk.page.locator('form:has(#ny-overskrift) button').click();
await desk.page.locator('.kh-zone-heading').waitFor();
await picture(desk, 'styring-3-kort-lagt');
await wall.page.locator('.pj-step', { hasText: 'Trin 4' }).waitFor();
await picture(wall, 'vaeg-4-sammenfald', walls);
await picture(phone, 'telefon-8-se-paa-vaeggen', phones);
await to(5);
await others[1].write(5, 'vidensbehov', { spoergsmaal: 'Hvor mange forskellige kommer der hos den enkelte på en måned?' });
await to(6);
for (const [i, tekst] of ['Vi kommer som nogen, du kender. Du ved altid, hvem der kommer.', 'Vi hjælper dig med at klare dagen i dit eget hjem, så længe du selv vil.', 'Vi holder aftalen, og ringer, når vi ikke kan.'].entries()) await others[i].write(6, 'formulering', { tekst });
await phone.page.locator('.ph-step', { hasText: '6' }).waitFor();
await picture(phone, 'telefon-9-udkast', phones);
await to(7);
await others[2].write(7, 'uenighed', { emne: 'Kan vi love den samme hjælper om aftenen?', synspunkter: 'Borgerne beder om det. Vagtplanen siger noget andet.' });
await others[3].write(7, 'aftale', { hvad: 'Faste makkerpar om aftenen i en måned', arbejdsforhold: 'ja' });
await desk.go(`${room}/styring`);
for (const i of [0, 1]) {
  await desk.page.locator('.kh-gather .kh-card button[value^="tag:"][aria-label]').nth(i).click();
  await desk.page.locator('.kh-pieces textarea[name=piece_text]').nth(i + 1).waitFor();
}
for (const [side, level] of [['formelt', 1], ['udfoert', 0], ['oplevet', 0]]) {
  await desk.page.locator(`form:has([name=perspective][value=${side}]) button`).nth(level).click();
  await desk.page.locator(`form:has([name=perspective][value=${side}]) [aria-pressed=true]`).waitFor();
}
await picture(desk, 'styring-4-samlet');
await wall.page.locator('.pj-gathered').waitFor();
await picture(wall, 'vaeg-5-samlet', walls);
await wall.go(`${d.screen}?tema=moerk`);
await picture(wall, 'vaeg-6-moerk', walls);
await desk.go(`${room}/luk`);
await picture(desk, 'samtale-2-luk');
await to('close');
await phone.page.locator('h1', { hasText: 'Tak' }).waitFor();
await picture(phone, 'telefon-10-lukket', phones);
await wall.go(d.screen);
await picture(wall, 'vaeg-7-lukket', walls);
await look(desk, room, 'samtale-3-lukket');
await look(desk, `${room}/referat`, 'referat');
await look(desk, `${room}/aftaler`, 'aftaler');

// A core task from the proposal to what citizens read, and two who wrote at once.
const core = '/kerneopgaver/kendte-ansigter-i-doeren';
const leader = await visitors.signedIn('leder@fjordby.example');
await leader.go(room);
const made = (await leader.page.locator('main a[href^="/kerneopgaver/"]').first().getAttribute('href').catch(() => core)).split('/').slice(0, 3).join('/');
await leader.go(`${made}/arbejde`);
await picture(leader, 'kerneopgave-1-forslag');
await leader.page.locator('a[href$="/vedtag"]').first().click();
await picture(leader, 'kerneopgave-2-vedtag');
for (const box of await leader.page.locator('form.kh-sheet-form input[type=checkbox]').all()) await box.check();
await leader.page.locator('form.kh-sheet-form .button-primary').click();
await leader.page.waitForURL(/\/vis/);
await picture(leader, 'kerneopgave-3-saadan-ser-borgerne-det');
for (const box of await leader.page.locator('form[action$="/vis"] input[type=checkbox]').all()) await box.check();
await leader.page.locator('form[action$="/vis"] button').click();
await leader.page.waitForURL((url) => !url.pathname.endsWith('/vis'));
await look(street, made, 'kerneopgave-4-borgeren');
await desk.go(`${core}/arbejde`);
await desk.page.locator('form[action$="/udkast"] .button-primary').click();
await desk.page.waitForURL(/\/tekst\//);
const other = await visitors.signedIn('konsulent@fjordby.example');
await other.go(new URL(desk.page.url()).pathname);
for (const [v, words] of [[desk, 'Vi kommer som nogen, du kender.'], [other, 'Vi kommer, når det er aftalt.']]) {
  v.forgive(/status of 409/);
  await v.page.locator('#f-formulation').fill(words);
  await v.page.locator('form.kh-sheet-form .button-primary').click();
  await v.page.locator('.alert-success, .kh-conflict').first().waitFor();
}
await picture(other, 'kerneopgave-5-to-skrev');

if (process.env.DOCS) await forReadme();
const figures = taken.map((t) => `<figure><img src="${t.file}" alt="" loading="lazy"><figcaption>${t.name} · ${t.width} · ${t.language}</figcaption></figure>`).join('\n');
writeFileSync(join(out, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Kernehus</title><style>body{font:16px sans-serif;display:flex;flex-wrap:wrap;gap:24px}img{max-width:420px;max-height:900px;object-fit:cover;object-position:top;border:1px solid #ccc}</style>\n${figures}\n`);
console.log(`${taken.length} pictures in e2e/out`);
await visitors.browser.close();
await house.close();

// forReadme takes a phone, the facilitator's screen and a public page as small as a README bears.
async function forReadme() {
  mkdirSync(docs, { recursive: true });
  const open = new URL(house.output.match(/http\S+\/styring/)[0]).pathname, code = new URL(house.output.match(/http\S+\/deltag\/\w+/)[0]).pathname;
  const small = await visitors.come({ viewport: { width: 390, height: 760 } });
  await small.go(`${code}?lang=da`);
  await small.page.locator('input[name=hvem][value=employee]').check();
  await small.page.locator('form.ph-join button').click();
  await small.page.locator('#trin h1').waitFor();
  const host = await visitors.signedIn('leder@fjordby.example', { viewport: { width: 1280, height: 760 } });
  await host.go(`${open}?lang=da`);
  const reader = await visitors.come({ viewport: { width: 1280, height: 1000 } });
  await reader.go(`${core}?lang=da`);
  for (const [name, { page }] of [['phone', small], ['desk', host], ['core-task', reader]]) {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(docs, `${name}.png`), animations: 'disabled' });
  }
}
