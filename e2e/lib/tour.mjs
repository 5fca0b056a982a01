// Who goes where in the demo municipality, so that together they see every page of the route table.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './house.mjs';
import { pageRoutes, round } from './round.mjs';
import { openVisitors } from './visitors.mjs';

// everywhere is a walk to every page of the route table that belongs to it, as somebody who may open it, in both languages, with
// all that opens on it. A page that no link leads to, and that is not among the doors below, fails by its name.
export function everywhere(belongs) {
  let house, visitors, routes;
  const been = new Map();
  before(async () => {
    house = await openHouse();
    visitors = await openVisitors(house);
    routes = (await pageRoutes(house)).filter((r) => belongs(r.pattern));
  });
  after(async () => { await visitors?.close(); await house?.close(); });

  for (const guide of guides) {
    test(guide.name, async () => {
      const visitor = await guide.come(visitors);
      await round(visitor, { routes, doors: await guide.doors(visitor, house, been), been });
      await visitors.leave();
    });
  }

  test('no page of the route table was passed by', () => {
    const empty = '/opsaetning'; // only an empty installation has it: firstday.test.mjs goes there
    assert.deepEqual(routes.map((r) => r.pattern).filter((p) => !been.has(p) && p !== empty), []);
  });
}

// guides go one after the other: each comes in as somebody, and starts at doors that no link leads to. been is where the others were.
export const guides = [
  {
    name: 'the consultant reads every core task, dialogue and unit',
    come: (visitors) => visitors.signedIn('konsulent@fjordby.example'),
    doors: async (v) => [await handIn(v), '/hjem', '/soeg?q=hjælp', '/kerneopgaver', '/dialoger', '/enheder', '/enheder/ny'],
  },
  {
    name: 'the leader runs the open dialogue',
    come: (visitors) => visitors.signedIn('leder@fjordby.example'),
    doors: async (v, house) => [await propose(v), ...['/styring', '', '/plan', '/deltagere', '/papir?trin=3', '/luk'].map((at) => printed(house, /http\S+\/styring/).replace('/styring', at))],
  },
  {
    name: 'the administrator sees to the house',
    come: (visitors) => visitors.signedIn('admin@fjordby.example'),
    doors: () => ['/administration', '/hjem', '/min-konto'],
  },
  {
    name: 'somebody from the street',
    come: (visitors) => visitors.come(),
    doors: async (v, house, been) => ['/', '/kerneopgaver', ...(been.get('/kerneopgaver/{slug}') ?? []).slice(0, 1), '/log-ind', '/glemt', '/deltag', '/privatliv', '/tilgaengelighed', '/was', '/licenser', '/soeg', '/soeg?q=hjælp', '/soeg?q=findesikke',
      printed(house, /http\S+\/deltag\/\w+/), printed(house, /http\S+\/skaerm\/\w+/), ...await tickets(house)],
  },
];

const printed = (house, pattern) => new URL(house.output.match(pattern)[0]).pathname;

// handIn gives the consultant a file with a mistake in it, and answers the page that says so.
async function handIn(v) {
  await v.go('/administration/organisation?lang=da');
  await v.page.locator('input[type=file]').setInputFiles({ name: 'organisation.csv', mimeType: 'text/csv', buffer: Buffer.from('type;id;navn;overordnet_id;enhedstype\nenhed;ny-1;Kulturhuset;findes-ikke;institution\nenhed;ny-2;Havnen;;institution\n') });
  await v.page.locator('form[enctype] button').click();
  await v.page.waitForURL(/organisation\/[0-9a-z]{26}$/);
  await v.page.locator('#fejl').waitFor();
  return new URL(v.page.url()).pathname;
}

// propose lets the leader propose a text, and answers the page where it is adopted.
async function propose(v) {
  await v.go('/kerneopgaver/kendte-ansigter-i-doeren/arbejde?lang=da');
  await v.page.locator('form[action$="/udkast"] .button-primary').click();
  await v.page.locator('form[action$="/foreslaa"] button').click();
  const adopt = v.page.locator('a[href$="/vedtag"]').first();
  return new URL(await adopt.getAttribute('href'), v.page.url()).pathname;
}

// tickets are the links that come by mail: an invitation, and a new password.
async function tickets(house) {
  const link = async (...line) => new URL((await house.run(line)).match(/https?:\S+/)[0]).pathname;
  return [
    await link('user', 'add', '--email', 'ny@fjordby.example', '--name', 'Ny Kollega', '--role', 'medarbejder', '--unit', 'hr-analyse'),
    await link('user', 'passwd', '--email', 'politiker@fjordby.example'),
  ];
}
