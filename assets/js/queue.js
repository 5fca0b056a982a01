// queue keeps what was written until the server has it: in IndexedDB, and where that is missing in localStorage.

const name = 'kernehus-outbox', store = 'items';

export async function openQueue() {
  try { return new Database(await open()); } catch { return new Fallback(); }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath: 'key' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error('blocked'));
  });
}

class Database {
  constructor(db) { this.db = db; }

  // run answers when the device has it, not when it was asked.
  run(mode, act) {
    return new Promise((resolve, reject) => {
      const tx = this.db.transaction(store, mode, { durability: 'strict' });
      const asked = act(tx.objectStore(store));
      tx.oncomplete = () => resolve(asked.result);
      tx.onabort = tx.onerror = () => reject(tx.error);
    });
  }

  put(item) { return this.run('readwrite', (s) => s.put(item)); }
  remove(key) { return this.run('readwrite', (s) => s.delete(key)); }
  async all() { return (await this.run('readonly', (s) => s.getAll())).sort((a, b) => a.at - b.at); }
}

class Fallback {
  read() { return JSON.parse(localStorage.getItem(name) ?? '[]'); }
  write(items) { localStorage.setItem(name, JSON.stringify(items)); }
  async put(item) { this.write([...this.read().filter((i) => i.key !== item.key), item]); }
  async remove(key) { this.write(this.read().filter((i) => i.key !== key)); }
  async all() { return this.read().sort((a, b) => a.at - b.at); }
}

// newID makes a UUID of version 4. crypto.randomUUID is missing on plain http, where many rooms are.
export function newID() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((n) => n.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
