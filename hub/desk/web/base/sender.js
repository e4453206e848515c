// Sends what waits, in order, each once: an id that the hub knows already is answered as the first time.
import { HubError } from './hub.js';
import { newId } from './ids.js';
import { News } from './news.js';
import { isoDevice, today } from './times.js';

const WAIT_MIN_MS = 1000, WAIT_MAX_MS = 30000;
const LOCAL = 'local:';  // a photo that the hub does not have yet

export const isLocalPhoto = (photo) => typeof photo === 'string' && photo.startsWith(LOCAL);
export const localPhoto = (id) => LOCAL + id;

// Replaces every photo of a body by what `found` says of it; undefined: the device has lost it, it is left out.
function withPhotos(value, found) {
  if (isLocalPhoto(value)) return found.has(value) ? found.get(value) : value;
  if (Array.isArray(value)) return value.map((part) => withPhotos(part, found)).filter((part) => part !== undefined);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value)
    .map(([name, part]) => [name, withPhotos(part, found)]));
  return value;
}

export function localPhotos(value, into = []) {
  if (isLocalPhoto(value)) into.push(value);
  else if (value && typeof value === 'object') Object.values(value).forEach((part) => localPhotos(part, into));
  return into;
}

export class Sender extends News {
  settled = [];     // sent, but perhaps not yet in the sheet that the desk shows
  isSending = false;
  #hub;
  #outbox;
  #timer = 0;
  #wait_ms = WAIT_MIN_MS;

  constructor(hub, outbox) {
    super();
    this.#hub = hub;
    this.#outbox = outbox;
    addEventListener('online', () => this.kick());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.kick(); });
  }

  // Keeps a record on the device and begins to send it; answers its id once it is kept.
  async record({ kind, step = 'add', thing, previous, reason, day = today(), body = {} }) {
    const id = newId();
    const entry = { kind, step, day, made_at: isoDevice(), body };
    if (previous) entry.previous = previous;
    if (reason) entry.reason = reason;
    await this.#outbox.add({ id, thing: thing ?? id, by: this.#hub.me?.name ?? '', entry });
    this.kick();
    return id;
  }

  get waiting() { return this.#outbox.items.filter((item) => item.state === 'waiting'); }
  get refused() { return this.#outbox.items.filter((item) => item.state === 'refused'); }
  // Only who made a record sends it: the hub writes down whose session it came with.
  get mine() { return this.waiting.filter((item) => item.by === this.#hub.me?.name); }
  get others() { return this.waiting.filter((item) => item.by !== this.#hub.me?.name); }

  kick() {
    clearTimeout(this.#timer);
    this.#wait_ms = WAIT_MIN_MS;
    return this.#send();
  }

  async #send() {
    if (this.isSending || !this.#hub.me) return;
    this.isSending = true;
    this.tell();
    try {
      for (let item; (item = this.#next());) await this.#sendOne(item);
      this.#wait_ms = WAIT_MIN_MS;
    } catch (error) {
      if (error instanceof HubError && error.why === 'away') this.#later();
      else if (!(error instanceof HubError)) console.error(error);
    } finally {
      this.isSending = false;
      this.tell();
    }
  }

  // The first that waits, unless an earlier version of the same thing was refused: that is for a person to decide.
  #next() {
    const blocked = new Set(this.refused.map(({ thing }) => thing));
    return this.mine.find(({ thing }) => !blocked.has(thing));
  }

  async #sendOne(waiting) {
    let item = waiting;
    try {
      item = await this.#sendPhotos(item);
      await this.#hub.put(`/api/v1/records/${item.id}`, item.entry);
    } catch (error) {
      if (!(error instanceof HubError) || error.why !== 'refused') throw error;
      await this.#outbox.change(item, { state: 'refused',
        problem: { status: error.status, message: error.answer?.error?.message ?? error.message, head: error.answer?.head ?? null } });
      return;
    }
    this.settled = [...this.settled, { ...item, sent_ms: performance.now() }];
    await this.#outbox.remove(item);
  }

  async #sendPhotos(item) {
    const found = new Map();
    for (const name of localPhotos(item.entry.body)) {
      const photo = await this.#outbox.photo(name.slice(LOCAL.length));
      found.set(name, photo && (await this.#hub.send('/api/v1/photos', new Blob([photo.bytes], { type: photo.type }), photo.type)).photo);
    }
    if (!found.size) return item;
    const changed = await this.#outbox.change(item, { entry: { ...item.entry, body: withPhotos(item.entry.body, found) } });
    for (const name of found.keys()) await this.#outbox.dropPhoto(name.slice(LOCAL.length));
    return changed;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), this.#wait_ms);
    this.#wait_ms = Math.min(2 * this.#wait_ms, WAIT_MAX_MS);
  }

  // A sheet that was asked for after something was sent shows it.
  forgetSettled(asked_ms) { this.settled = this.settled.filter(({ sent_ms }) => sent_ms > asked_ms); }

  // The person decided: it goes again, on top of what stands there now.
  async sendAgain(item) {
    const { head, status } = item.problem;
    const change = { state: 'waiting', problem: null };
    if (status === 409 && head && item.entry.step !== 'add') {
      Object.assign(change, { id: newId(), entry: { ...item.entry, previous: head.id } });
      for (const later of this.#outbox.items.filter(({ entry }) => entry.previous === item.id)) {
        await this.#outbox.change(later, { entry: { ...later.entry, previous: change.id } });
      }
    }
    await this.#outbox.change(item, change);
    await this.kick();
  }

  // The person decided: it goes nowhere, nor does what was built on it.
  async drop(item) {
    const lost = item.entry.step === 'add' ? this.#outbox.items.filter(({ thing }) => thing === item.thing) : [item];
    for (const one of lost) await this.#outbox.remove(one);
    await this.kick();
  }
}
