// A round through the house: from a few doors on, every link is followed until each page of the route table has been seen.
import assert from 'node:assert/strict';
import { axe, noOverflow, seen } from './eyes.mjs';
import { foreignWords } from './words.mjs';

// pageRoutes are the addresses of the route table that people open.
export async function pageRoutes(house) {
  const all = (await house.run(['routes'])).trim().split('\n').map((l) => JSON.parse(l));
  return all.filter((r) => r.method === 'GET' && r.for === 'people').map((r) => ({ ...r, is: shape(r.pattern) })).sort((a, b) => (a.pattern.match(/\{/g)?.length ?? 0) - (b.pattern.match(/\{/g)?.length ?? 0));
}

function shape(pattern) {
  return new RegExp(`^${pattern.replace('{$}', '').replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
}

// inBoth looks at an address as everybody meets it, in both languages: answered well, none of our sentences in the other language,
// nothing that shuts anybody out, as it comes and with everything opened. It answers the addresses the page leads to.
export async function inBoth(visitor, path, { status = 200, what = '' } = {}) {
  const links = new Set();
  for (const language of ['da', 'en']) {
    const address = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
    if (/\.(csv|xlsx|json)$|^\/was$/.test(path)) {
      assert.equal((await visitor.context.request.get(address)).status(), status, path);
      return links;
    }
    const answer = await visitor.go(address);
    assert.equal(answer.status(), status, path);
    for (const l of await visitor.page.evaluate(() => [...document.querySelectorAll('a[href]')].filter((a) => a.origin === location.origin && !a.download).map((a) => { const u = new URL(a.href); u.searchParams.delete('lang'); return u.pathname + u.search; }))) links.add(l);
    await here(visitor.page, language, what);
  }
  return links;
}

// here looks at the page as it stands, and then at what opens on it.
export async function here(page, language, what = '') {
  assert.equal(await page.getAttribute('html', 'lang'), language, page.url());
  assert.deepEqual(await foreignWords(page, language), [], `${page.url()} ${what}: our words in the other language`);
  await seen(page, `${what} ${language}`);
  await opened(page, language, `${what} ${language}`);
}

// opened opens everything on a page that opens: details, the menu, the questions asked before an act; and looks at each.
export async function opened(page, language, what) {
  const before = page.viewportSize();
  const shut = await page.evaluate(() => {
    const all = [...document.querySelectorAll('details:not([open])')];
    for (const d of all) d.open = true;
    return all.length;
  });
  await page.setViewportSize({ width: 390, height: 844 });
  const menu = page.locator('[data-menu][aria-expanded=false]').first();
  const hasMenu = await menu.count() && await menu.isVisible();
  if (hasMenu) await menu.click();
  if (shut || hasMenu) {
    await axe(page, `${what}, opened, at 390 px`);
    await noOverflow(page, 320);
  }
  if (shut && language === 'da') { // the words of the other language were looked at where they have least room
    await page.setViewportSize({ width: 1440, height: 900 });
    await axe(page, `${what}, opened, at 1440 px`);
    await noOverflow(page, 720);
  }
  await page.setViewportSize(before);
  await asked(page, what);
}

// asked presses each button that asks first, looks at the question and says no.
async function asked(page, what) {
  const buttons = page.locator('button[data-confirm], form[data-confirm] button');
  const questions = new Set();
  for (let i = 0; i < await buttons.count(); i++) {
    const button = buttons.nth(i);
    const question = await button.evaluate((b) => (b.dataset.confirm ? b : b.closest('form')).dataset.confirm);
    if (questions.has(question) || !(await button.isVisible()) || await button.isDisabled()) continue;
    if (await button.evaluate((b) => !(b.form?.checkValidity() ?? true))) continue;
    questions.add(question);
    await button.click();
    await page.locator('dialog[open]').waitFor();
    await axe(page, `${what}, asked “${question}”`, 'dialog[open]');
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
  }
}

// round follows links from the doors; visits each route of the table at most so many times, the doors always,
// and answers where it was: a map from pattern to addresses. been is the map of the rounds before.
export async function round(visitor, { routes, doors, been = new Map(), most = 1, never = () => false, look = inBoth }) {
  const queue = [...doors], queued = new Set(queue), wrong = [];
  for (let path; (path = queue.shift()) !== undefined;) {
    const route = routes.find((r) => r.is.test(path.split('?')[0]));
    if (!route) continue;
    const was = been.get(route.pattern) ?? [];
    if (!doors.includes(path) && (was.length >= most || was.some((p) => p.split('?')[0] === path.split('?')[0]))) continue;
    been.set(route.pattern, [...was, path]);
    const links = await look(visitor, path).catch((e) => { wrong.push(e.message); return []; });
    for (const link of links) {
      if (queued.has(link) || never(link)) continue;
      queued.add(link);
      queue.push(link);
    }
  }
  assert.equal(wrong.length, 0, `\n${wrong.join('\n\n')}`);
  return been;
}
