// Makes a database in the PostgreSQL of scripts/with-postgres.sh, whose connections need no password. It speaks the few
// messages that takes, so that the walks need no client of their own.
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';

// newDatabase answers the address of a new, empty database.
export async function newDatabase() {
  const admin = process.env.KERNEHUS_TEST_POSTGRES;
  if (!admin) throw new Error('this walk needs a PostgreSQL: scripts/with-postgres.sh starts one');
  const name = `walk_${randomBytes(6).toString('hex')}`;
  await command(new URL(admin), `CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

function command(url, sql) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    let got = Buffer.alloc(0), asked = false, failure;
    socket.on('error', reject);
    socket.on('connect', () => socket.write(startup({ user: decodeURIComponent(url.username), database: url.pathname.slice(1) })));
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      while (got.length >= 5 && got.length >= 1 + got.readInt32BE(1)) {
        const type = String.fromCharCode(got[0]), length = got.readInt32BE(1);
        if (type === 'E') failure = got.subarray(5, 1 + length).toString().replaceAll('\0', ' ');
        if (type === 'Z' && asked) { socket.end(); if (failure) reject(new Error(failure)); else resolve(); }
        if (type === 'Z' && !asked) { asked = true; socket.write(query(sql)); }
        got = got.subarray(1 + length);
      }
      if (failure && !asked) { socket.destroy(); reject(new Error(failure)); }
    });
  });
}

function startup(parameters) {
  const body = Buffer.from(`${Object.entries(parameters).flat().join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196608, 4);
  return Buffer.concat([head, body]);
}

function query(sql) {
  const body = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write('Q');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
