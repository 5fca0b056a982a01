// Our own sentences in both languages, read where they are written: internal/kernel/text, and the guides and checks of content/.
// What people wrote keeps its language and is in none of these files.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './house.mjs';

const pairs = [];
const text = join(root, 'internal', 'kernel', 'text');
for (const file of readdirSync(text).filter((f) => f.endsWith('.go') && !f.endsWith('_test.go'))) {
  for (const [, da, en] of readFileSync(join(text, file), 'utf8').matchAll(/\{\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")\s*\}/g)) pairs.push([JSON.parse(da), JSON.parse(en)]);
}
for (const [dir, file] of ['guides', 'checks'].flatMap((d) => readdirSync(join(root, 'content', d)).map((f) => [d, f]))) {
  const lines = readFileSync(join(root, 'content', dir, file), 'utf8');
  for (const [, da, en] of lines.matchAll(/\bda: ("(?:[^"\\]|\\.)*"),?\s+en: ("(?:[^"\\]|\\.)*")/g)) pairs.push([JSON.parse(da), JSON.parse(en)]);
  for (const [, indent, da, en] of lines.matchAll(/\n( +)da: \|-\n((?:\1  .*\n)+)\1en: \|-\n((?:\1  .*\n)+)/g)) {
    const [das, ens] = [da, en].map((b) => b.trim().split('\n').map((l) => l.trim()));
    das.forEach((l, i) => pairs.push([l, ens[i] ?? '']));
  }
}

// pieces are the stretches of a sentence that stand on a page as they are, whatever values are filled in; three words at least.
const pieces = (s) => s.split(/%[-+# 0]*(?:\[\d+\])?[\d.]*[a-zA-Z%]|\n/).map((p) => p.replace(/\s+/g, ' ').replace(/^[\s.,:;–·()”“"]+|[\s.,:;–·()”“"]+$/g, '')).filter((p) => p.split(' ').length >= 3 && p.length >= 10);
const da = new Set(pairs.flatMap(([d]) => pieces(d)));
const en = new Set(pairs.flatMap(([, e]) => pieces(e)));
const only = (mine, other) => [...mine].filter((p) => !other.has(p)).map((p) => ({ piece: p, is: new RegExp(`(?<![\\p{L}\\d])${p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'u') }));
const foreign = { da: only(en, da), en: only(da, en) };

export const sentences = { da: da.size, en: en.size };

// foreignWords answers our sentences of the other language in what a page says: everything in it, also what is hidden for now and
// what only a reader of the screen hears.
export async function foreignWords(page, language) {
  const says = await page.evaluate(() => {
    const out = [document.title], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
    for (let el = walker.currentNode; el; el = walker.nextNode()) {
      if (el.closest('[lang]') !== document.documentElement) continue; // a link to the other language, and a quote in it
      for (const a of el.attributes) if (!/^(href|src|action|class|id|value)$/.test(a.name)) out.push(a.value);
      if (el.matches('input[type=submit], button')) out.push(el.value ?? '');
      out.push([...el.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join(' '));
      if (el.matches('template')) out.push(el.innerHTML.replace(/<[^>]*>/g, '\n'));
    }
    return out.join('\n').replace(/[^\S\n]+/g, ' ');
  });
  return foreign[language].filter(({ piece, is }) => says.includes(piece) && is.test(says)).map(({ piece }) => piece);
}
