// A house is the real program on a free port of this machine with a database of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newDatabase } from './postgres.mjs';
import { freePort, until } from './ports.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.KERNEHUS_BIN ?? join(root, 'bin', 'kernehus');

// openHouse starts the program and waits until it is ready.
// demo: load Fjordby; engine: 'sqlite' or 'postgres'; before: command lines to run first, such as ['setup', '--name', …].
export async function openHouse({ demo = true, engine = 'sqlite', before = [], args = [], env = {} } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'kernehus-walk-'));
  const db = engine === 'postgres' ? await newDatabase() : join(dir, 'kernehus.db');
  const house = new House({ dir, db, port: await freePort(), args: [...(demo ? ['--demo'] : []), ...args], env });
  house.printed = [];
  for (const line of before) house.printed.push(await house.run(line));
  await house.start();
  return house;
}

class House {
  constructor(of) {
    Object.assign(this, of);
    this.url = `http://127.0.0.1:${this.port}`;
    this.output = ''; // what the program told the person who started it
    this.log = ''; // its records
    this.down = true;
  }

  environment() {
    return { ...process.env, KERNEHUS_DB: this.db, KERNEHUS_BASE_URL: this.url, ...this.env };
  }

  async start() {
    this.child = spawn(program, ['serve', '--addr', `127.0.0.1:${this.port}`, ...this.args], { cwd: this.dir, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const { child } = this;
    process.once('exit', () => child.kill('SIGKILL')); // a walk that breaks off leaves nothing running
    this.gone = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
    this.child.stdout.on('data', (b) => { this.output += b; });
    this.child.stderr.on('data', (b) => { this.log += b; });
    let ended;
    this.gone.then((how) => { ended = how; });
    await until(`${program} ready`, async () => {
      if (ended) throw new Error(`the program ended at once (${JSON.stringify(ended)}):\n${this.output}\n${this.log}`);
      return fetch(`${this.url}/readyz`).then((r) => r.ok, () => false);
    }, 60_000);
    this.down = false;
  }

  // run carries out another command line on the same database and answers what it printed.
  run(args, input) {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: this.dir, env: this.environment() });
      let out = '', err = '';
      child.stdout.on('data', (b) => { out += b; });
      child.stderr.on('data', (b) => { err += b; });
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`kernehus ${args.join(' ')}: exit ${code}\n${out}${err}`))));
      child.stdin.end(input);
    });
  }

  // kill ends the program as a power cut would.
  async kill() {
    this.down = true;
    this.child.kill('SIGKILL');
    await this.gone;
  }

  // restart brings it back on the same port and database.
  async restart() {
    if (!this.down) await this.kill();
    await this.start();
  }

  async close() {
    if (!this.down) {
      this.down = true;
      this.child.kill('SIGTERM');
      const { code, signal } = await this.gone;
      if (code !== 0) throw new Error(`the program did not stop well (${code ?? signal}):\n${this.log.slice(-4000)}`);
    }
    rmSync(this.dir, { recursive: true, force: true });
  }
}
