// Visitors are people with browsers: each has a context of their own, as separate phones have. Whatever their browser complains
// about fails the walk: errors on the console, a refused policy, a request to another origin, an answer of 500.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './house.mjs';

// Only what a machine without screen and outside network needs; nothing here may weaken the browser's own safety.
const flags = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--no-first-run'];

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const sizes = { phone, tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true }, desktop: { viewport: { width: 1440, height: 900 } }, projector: { viewport: { width: 1920, height: 1080 } } };

// openVisitors starts a browser for the people who visit a house (or anything with a url).
export async function openVisitors(house) {
  const executablePath = process.env.KERNEHUS_CHROMIUM || execFileSync(join(root, 'scripts', 'ensure-chromium.sh')).toString().trim();
  const browser = await chromium.launch({ executablePath, args: flags, chromiumSandbox: process.getuid() !== 0 });
  return new Visitors(house, browser);
}

class Visitors {
  constructor(house, browser) {
    this.house = house;
    this.browser = browser;
    this.all = [];
  }

  // come lets somebody in. size: phone | tablet | desktop | projector; javaScript: false switches script off.
  async come({ size = 'desktop', language = 'da-DK', javaScript = true, ...more } = {}) {
    const context = await this.browser.newContext({ ...sizes[size], locale: language, timezoneId: 'Europe/Copenhagen', baseURL: this.house.url, javaScriptEnabled: javaScript, ...more });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(this.house, context, await context.newPage());
    this.all.push(visitor);
    return visitor;
  }

  newPhone(options = {}) { return this.come({ size: 'phone', ...options }); }

  // signedIn lets in somebody with an account of the demo municipality.
  async signedIn(email, { password = 'fjordby-demo', ...options } = {}) {
    const visitor = await this.come(options);
    await visitor.signIn(email, password);
    return visitor;
  }

  // leave closes every visitor and fails when a browser complained.
  async leave() {
    const visitors = this.all;
    this.all = [];
    const complaints = visitors.flatMap((v) => v.complaints());
    for (const v of visitors) await v.context.close();
    assert.deepEqual(complaints, [], 'a browser complained');
  }

  async close() {
    try { await this.leave(); } finally { await this.browser.close(); }
  }
}

class Visitor {
  constructor(house, context, page) {
    this.house = house;
    this.context = context;
    this.heard = [];
    this.forgiven = [];
    this.page = page;
    this.watch(page);
    context.on('page', (p) => { if (p !== page) this.watch(p); });
  }

  watch(page) {
    const hear = (text) => this.heard.push({ text, trouble: this.offline || this.house.down });
    page.on('console', (m) => { if (m.type() === 'error') hear(`${m.text()} (${m.location().url})`); });
    page.on('pageerror', (e) => hear(`script: ${e.stack ?? e}`));
    page.on('request', (r) => { const to = new URL(r.url()); if (to.protocol.startsWith('http') && to.origin !== new URL(this.house.url).origin) hear(`request to another origin: ${r.url()}`); });
    page.on('response', (r) => { if (r.status() >= 500) hear(`${r.status()} for ${r.request().method()} ${r.url()}`); });
    page.on('crash', () => hear('the page crashed'));
  }

  // forgive names complaints that this walk provokes on purpose.
  forgive(...patterns) { this.forgiven.push(...patterns); }

  complaints() {
    return this.heard.filter(({ text, trouble }) => !(trouble && /net::ERR|Failed to fetch|status of 50[023]/.test(text)) && !this.forgiven.some((p) => p.test(text))).map((h) => h.text);
  }

  go(path) { return this.page.goto(path); }

  async signIn(email, password = 'fjordby-demo') {
    await this.page.goto('/log-ind');
    await this.page.locator('input[name=email]').fill(email);
    await this.page.locator('input[name=password]').fill(password);
    await this.page.locator('form:has(input[name=password]) button').first().click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/log-ind'));
  }

  // flightMode cuts this visitor off until it is called with false.
  async flightMode(on = true) {
    if (on) this.offline = true;
    await this.context.setOffline(on);
    if (!on) setTimeout(() => { this.offline = false; }, 2_000).unref();
  }
}
