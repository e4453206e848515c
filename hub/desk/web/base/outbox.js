// What waits to be sent, on the device's own disk: it survives a reload, a crash and an empty battery.
import { News } from './news.js';

const NAME = 'sunhall.desk';
const VERSION = 1;
const PHOTO_DAYS_MAX = 7;  // a photo that nothing names any more
const DAY_MS = 86400000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function openDatabase() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });  // n: the order of sending
    request.result.createObjectStore('photos', { keyPath: 'id' });  // { id, bytes, type, at_ms }
    request.result.createObjectStore('answers');  // the hub's last answers, by name
  };
  return done(request);
}

// Where a browser keeps nothing (some private windows): the same, as long as the page lives.
class Memory {
  #stores = { outbox: new Map(), photos: new Map(), answers: new Map() };
  #n = 0;

  async put(store, value, key) {
    if (store === 'outbox') value.n ??= (this.#n += 1);
    this.#stores[store].set(key ?? value.n ?? value.id, structuredClone(value));
  }
  async get(store, key) { return this.#stores[store].get(key); }
  async all(store) { return [...this.#stores[store].values()]; }
  async remove(store, key) { this.#stores[store].delete(key); }
}

class Disk {
  #database;

  constructor(database) { this.#database = database; }

  // Resolves when it is on the disk, not when it is asked for.
  #write(store, act) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }
  async put(store, value, key) {
    const made = await this.#write(store, (at) => at.put(value, key));
    if (store === 'outbox') value.n = made;
  }
  get(store, key) { return done(this.#database.transaction(store).objectStore(store).get(key)); }
  all(store) { return done(this.#database.transaction(store).objectStore(store).getAll()); }
  remove(store, key) { return this.#write(store, (at) => at.delete(key)); }
}

// An item: { n, id, thing, by, entry, state: 'waiting' | 'refused', problem }. entry is what the hub gets.
export class Outbox extends News {
  items = [];
  isLasting = true;  // false: what waits is gone with the page
  #at;

  async open() {
    try {
      this.#at = new Disk(await openDatabase());
      this.items = await this.#at.all('outbox');
    } catch {
      this.#at = new Memory();
      this.isLasting = false;
    }
    navigator.storage?.persist?.().catch(() => {});
    this.tell();
  }

  async add(item) {
    const kept = { ...item, state: 'waiting' };
    await this.#at.put('outbox', kept);
    this.items = [...this.items, kept];
    this.tell();
  }

  async change(item, change) {
    const changed = { ...item, ...change };
    await this.#at.put('outbox', changed);
    this.items = this.items.map((other) => (other.n === item.n ? changed : other));
    this.tell();
    return changed;
  }

  async remove(item) {
    await this.#at.remove('outbox', item.n);
    this.items = this.items.filter((other) => other.n !== item.n);
    this.tell();
  }

  // Another page of this browser may have added or sent some.
  async reread() {
    this.items = await this.#at.all('outbox');
    this.tell();
  }

  keepPhoto(id, bytes, type) { return this.#at.put('photos', { id, bytes, type, at_ms: Date.now() }); }
  photo(id) { return this.#at.get('photos', id); }
  dropPhoto(id) { return this.#at.remove('photos', id); }

  async dropOldPhotos() {
    const named = JSON.stringify(this.items);
    for (const { id, at_ms } of await this.#at.all('photos')) {
      if (Date.now() - at_ms > PHOTO_DAYS_MAX * DAY_MS && !named.includes(id)) await this.dropPhoto(id);
    }
  }

  keepAnswer(name, answer) { return this.#at.put('answers', answer, name).catch(() => {}); }
  answer(name) { return this.#at.get('answers', name).catch(() => undefined); }
  dropAnswer(name) { return this.#at.remove('answers', name).catch(() => {}); }
}
