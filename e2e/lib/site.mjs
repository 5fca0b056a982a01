// A site is a tiny server that the scripts are tested against: it serves the built files under the product's own policy and
// lets a test say what each address answers.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from './house.mjs';

export const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const dist = join(root, 'internal', 'ui', 'static', 'dist');
const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

// document makes a page with the styles and scripts of a kind: app | phone | projector.
export function document({ kind = 'app', body = '', bodyAttributes = '', scripts = [] }) {
  const styles = { app: ['dkfds.css', 'kernehus.css'], phone: ['phone.css'], projector: ['projector.css'] }[kind];
  const own = { app: ['htmx.js', 'app.js'], phone: ['phone.js'], projector: ['projector.js'] }[kind];
  return `<!doctype html><html lang="da" class="no-js"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Prøve</title>
${styles.map((s) => `<link rel="stylesheet" href="/static/${s}">`).join('')}<link rel="icon" href="/static/favicon.svg">
${[...own, ...scripts].map((s) => `<script src="/static/${s}" defer></script>`).join('')}</head><body ${bodyAttributes}>${body}</body></html>`;
}

// openSite starts a server. routes: {'GET /path': (request, body) => answer}; an answer is a string of HTML or
// {status, type, headers, body}. Streams are at any path ending in /stroem.
export async function openSite(routes) {
  const site = { routes, down: false, requests: [], listeners: new Set(), state: [] };
  const server = createServer(async (req, res) => {
    const url = new URL(req.url, 'http://x');
    let text = '';
    for await (const chunk of req) text += chunk;
    site.requests.push({ method: req.method, path: url.pathname, query: url.search, body: text, headers: req.headers });
    for (const [k, v] of Object.entries({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' })) res.setHeader(k, v);
    if (url.pathname.startsWith('/static/') || url.pathname === '/service-worker.js') return file(res, url.pathname);
    if (url.pathname.endsWith('/stroem')) return site.stream(req, res);
    const route = site.routes[`${req.method} ${url.pathname}`] ?? site.routes[`${req.method} ${url.pathname.replace(/[0-9a-f-]{36}$/, '{id}')}`];
    const answer = route ? await route(req, text, url) : { status: 404, body: 'nothing here' };
    if (answer === null) return req.socket.destroy();
    const { status = 200, type = 'text/html; charset=utf-8', headers = {}, body = '' } = typeof answer === 'string' ? { body: answer } : answer;
    res.writeHead(status, { 'Content-Type': type, ...headers });
    res.end(body);
  });
  site.stream = (req, res) => {
    if (site.silent === 'refuse') { res.writeHead(503); res.end(); return; }
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.flushHeaders();
    site.listeners.add(res);
    for (const [event, data] of Object.entries(site.newest ?? {})) res.write(`event: ${event}\nid: ${site.boot ?? 1}-${data.version ?? 0}\ndata: ${JSON.stringify(data)}\n\n`);
    res.on('close', () => site.listeners.delete(res));
  };
  // ring sends an event to everybody who listens, and keeps it for who comes later.
  site.ring = (event, data) => {
    site.newest = { ...site.newest, [event]: data };
    for (const res of site.listeners) res.write(`event: ${event}\nid: ${site.boot ?? 1}-${data.version ?? 0}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  site.heartbeat = setInterval(() => { if (site.silent !== 'stall') for (const res of site.listeners) res.write('event: ping\ndata: {}\n\n'); }, 1_000).unref();
  site.hangUp = () => { for (const res of site.listeners) res.destroy(); };
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.close = () => new Promise((resolve) => { clearInterval(site.heartbeat); server.close(resolve); server.closeAllConnections(); });
  return site;
}

function file(res, path) {
  const at = join(dist, path.replace('/static/', '/'));
  if (!at.startsWith(dist) || !existsSync(at)) { res.writeHead(404); res.end(); return; }
  res.writeHead(200, { 'Content-Type': types[extname(at)] ?? 'application/octet-stream' });
  res.end(readFileSync(at));
}
