// What every page must hold for everybody: read by a screen reader, at any size, by keyboard.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// axe fails with a list people can read when the page as it stands breaks a rule. It is put in by evaluate, since our policy
// lets no script in that we do not serve. part: a selector, when the rest has been looked at already.
export async function axe(page, what = '', part = null) {
  await page.evaluate(source);
  await atRest(page);
  const found = await page.evaluate(async ({ values, part }) => {
    const result = await window.axe.run(part ?? document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return result.violations.map((v) => ({ id: v.id, help: v.help, nodes: v.nodes.map((n) => `${n.target.join(' ')}\n        ${n.html.slice(0, 160)}\n        ${n.failureSummary.split('\n').slice(1).join(' ').trim()}`) }));
  }, { values: tags, part });
  if (found.length === 0) return;
  const lines = found.map((v) => `  ${v.id}: ${v.help}\n${v.nodes.slice(0, 6).map((n) => `      ${n}`).join('\n')}`);
  throw new Error(`axe on ${new URL(page.url()).pathname} ${what}:\n${lines.join('\n')}`);
}

// atRest waits until what moves by itself, and is meant to end, has ended: colours are judged as they are read.
async function atRest(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime)).map((a) => a.finished)));
}

// noOverflow fails when the page is wider than a small phone; what is too wide on purpose scrolls in a box of its own.
export async function noOverflow(page, width = 320) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const out = [...document.body.querySelectorAll('*')].filter((el) => el.getBoundingClientRect().right > root.clientWidth + 1 && !el.closest('.kh-scroll, .visually-hidden, .sr-only'));
    return { width: root.scrollWidth, elements: out.slice(0, 6).map((el) => el.outerHTML.slice(0, 140)) };
  });
  await page.setViewportSize(before);
  if (wide) throw new Error(`${new URL(page.url()).pathname} is ${wide.width} px wide at ${width} px:\n  ${wide.elements.join('\n  ')}`);
}

// seen looks at a page as everybody meets it: rules of accessibility at two widths, no overflow at 320 px and at 200 %.
export async function seen(page, what = '') {
  const before = page.viewportSize();
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, `${what} at ${width} px`);
  }
  await page.setViewportSize(before);
  await noOverflow(page, 320);
  await noOverflow(page, 720); // 1440 px at 200 %
}

// tabTo presses Tab until the element matching selector has focus, as somebody without a mouse would.
export async function tabTo(page, selector, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
  }
  throw new Error(`no ${selector} within ${most} presses of Tab`);
}
