// usage: node unpack-chromium.mjs PACKAGE/bin TO      unpacks the packaged Chromium with its libraries and letters, and writes TO/run.
// Only the executable is used, never the package's own arguments: those switch the browser's safety off, which our tests rely on.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';

const [from, to] = process.argv.slice(2).map((p) => resolve(p));
mkdirSync(to, { recursive: true });

function untar(name) {
  const tar = join(to, name.replace(/\.br$/, ''));
  writeFileSync(tar, brotliDecompressSync(readFileSync(join(from, name))));
  execFileSync('tar', ['-xf', tar, '-C', to]);
  rmSync(tar);
}

await pipeline(createReadStream(join(from, 'chromium.br')), createBrotliDecompress(), createWriteStream(join(to, 'chromium'), { mode: 0o755 }));
for (const name of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) untar(name);
writeFileSync(join(to, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${to}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${to}/fonts-cache</cachedir></fontconfig>
`);
writeFileSync(join(to, 'run'), `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="$here"
exec "$here/chromium" "$@"
`, { mode: 0o755 });
