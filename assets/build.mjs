// build makes internal/ui/static/dist: our styles and scripts, and what they need from the packages in package.json.
// Every file is also written compressed, so that the server never spends a moment on it.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build as bundle, transformSync } from 'esbuild';
import { prune } from './prune.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '..', 'internal', 'ui', 'static', 'dist');
const packages = join(here, 'node_modules');
const targets = ['chrome100', 'firefox100', 'safari15'];
const styles = ['kernehus', 'phone', 'projector'];
const scripts = ['app', 'phone', 'projector'];
const faces = ['Regular', 'SemiBold'];
const shipped = ['dkfds', 'htmx.org', 'idiomorph'];
// A first visit on a phone, compressed: the page itself comes on top.
const budgets = { 'phone.css': 9 * 1024 };
const firstLoad = { phone: [['phone.css', 'phone.js', 'fonts/IBMPlexSans-Regular-Latin1.woff2', 'fonts/IBMPlexSans-SemiBold-Latin1.woff2'], 56 * 1024] };

const read = (path) => readFileSync(path, 'utf8');
const hash = (path) => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);

function clean() {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) if (name !== '.gitkeep') rmSync(join(dist, name), { recursive: true });
  mkdirSync(join(dist, 'fonts'));
  mkdirSync(join(dist, 'icons'));
}

function pictures() {
  for (const name of readdirSync(join(here, 'img'))) copyFileSync(join(here, 'img', name), join(dist, name));
  for (const face of faces) copyFileSync(join(packages, `dkfds/dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-${face}-Latin1.woff2`), join(dist, `fonts/IBMPlexSans-${face}-Latin1.woff2`));
}

// addresses gives every url() in a sheet the hash of what it points to, and fetches the icons the design system asks for.
function addresses(css) {
  return css.replace(/url\(["']?([^"')]+)["']?\)/g, (all, url) => {
    if (url.startsWith('data:')) return all;
    let file = url;
    if (url.startsWith('../img/svg-icons/')) {
      file = `icons/${basename(url)}`;
      copyFileSync(join(packages, 'dkfds/dist/img/svg-icons', basename(url)), join(dist, file));
    }
    return `url(${file}?v=${hash(join(dist, file))})`;
  });
}

async function sheets() {
  const dkfds = prune(read(join(packages, 'dkfds/dist/css/dkfds.min.css')));
  writeFileSync(join(dist, 'dkfds.css'), addresses(transformSync(dkfds, { loader: 'css', minify: true, target: targets }).code));
  for (const name of styles) {
    const made = await bundle({ entryPoints: [join(here, 'css', `${name}.css`)], bundle: true, minify: true, write: false, target: targets, external: ['fonts/*'] });
    writeFileSync(join(dist, `${name}.css`), addresses(made.outputFiles[0].text));
  }
}

async function programs() {
  const common = { bundle: true, minify: true, format: 'iife', target: targets, legalComments: 'none', absWorkingDir: here, nodePaths: [packages] };
  for (const name of scripts) await bundle({ ...common, entryPoints: [join(here, 'js', `${name}.entry.js`)], outfile: join(dist, `${name}.js`) });
  for (const name of ['board', 'service-worker']) await bundle({ ...common, entryPoints: [join(here, 'js', `${name}.js`)], outfile: join(dist, `${name}.js`) });
  writeFileSync(join(dist, 'htmx.js'), read(join(packages, 'htmx.org/dist/htmx.min.js')).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''));
}

// licences gathers the licence texts of what we ship, for the page that shows them.
function licences() {
  const parts = shipped.map((name) => {
    const { version, license } = JSON.parse(read(join(packages, name, 'package.json')));
    const file = readdirSync(join(packages, name)).find((f) => /^licen[cs]e/i.test(f));
    return `${name} ${version} (${license})\n\n${file ? read(join(packages, name, file)).trim() : license}\n`;
  });
  const font = read(join(packages, 'dkfds/dist/fonts/IBMPlexSans/split/woff2/license.txt')).trim();
  writeFileSync(join(dist, 'licences.txt'), [...parts, `IBM Plex Sans (OFL-1.1)\n\n${font}\n`].join(`\n${'-'.repeat(72)}\n\n`));
}

function files(dir = dist) {
  return readdirSync(dir).flatMap((name) => (statSync(join(dir, name)).isDirectory() ? files(join(dir, name)) : [join(dir, name)]));
}

function compress() {
  for (const path of files().filter((p) => /\.(css|js|svg|txt)$/.test(p))) {
    const raw = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }));
    writeFileSync(`${path}.gz`, gzipSync(raw, { level: 9 }));
  }
}

// sent is the number of bytes a browser fetches for a file.
function sent(name) {
  const path = join(dist, name);
  try { return statSync(`${path}.gz`).size; } catch { return statSync(path).size; }
}

function check() {
  for (const path of files().filter((p) => !/\.(br|gz)$/.test(p) && !p.endsWith('.gitkeep'))) {
    const name = relative(dist, path);
    console.log(`${String(statSync(path).size).padStart(8)} ${String(sent(name)).padStart(7)}  ${name}`);
  }
  for (const [name, most] of Object.entries(budgets)) within(name, statSync(join(dist, name)).size, most);
  for (const [name, [list, most]] of Object.entries(firstLoad)) within(`first load of ${name}`, list.reduce((n, f) => n + sent(f), 0), most);
}

function within(what, size, most) {
  if (size > most) throw new Error(`${what} is ${size} bytes, more than ${most}`);
}

clean();
pictures();
await sheets();
await programs();
licences();
compress();
check();
