import { createServer } from 'node:net';

// freePort answers a port of this machine that nobody listens on right now.
export function freePort() {
  return new Promise((resolve, reject) => {
    const s = createServer();
    s.on('error', reject);
    s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)); });
  });
}

// until asks again and again whether something has come true, and gives up with a sentence.
export async function until(what, is, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await is();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((r) => setTimeout(r, 50));
  }
}
