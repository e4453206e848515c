// The day as the desk shows it: the hub's sheet, the home's people and goods, and over both what waits to be sent.
import { News } from './news.js';
import { clock, dateAfter, learnOffset, today } from './times.js';

const CHECK_MS = 30000;       // midnight comes
const REFRESH_WAIT_MS = 150;  // several records at once are asked for once
const RETRY_MS = 5000;
const DELIVERY_DAYS = 14;     // so old goods may still go into a dish
const STOCK_WORDS = new Set(['shelf-life-over', 'shelf-life-ending']);
export const MASTER_KINDS = ['person', 'supplier', 'product', 'dish', 'store'];

// A record as it will stand when the entry has been taken.
function grown(head, { id, thing, by, entry }) {
  return { versions: 0, verdicts: [], ...head, id, thing, kind: entry.kind, day: entry.day, made_at: entry.made_at, who: by, source: 'desk',
    body: entry.body, versions_waiting: (head?.versions_waiting ?? 0) + 1, is_waiting: true };
}

// The hub's heads with what was entered since on top.
export function overlay(heads, items) {
  const things = new Map(heads.map((head) => [head.thing, head]));
  for (const item of items) {
    const head = things.get(item.thing);
    if (head?.id === item.id) continue;
    if (item.entry.step === 'withdraw') things.delete(item.thing);
    else if (head || item.entry.step === 'add') things.set(item.thing, grown(head, item));
  }
  return [...things.values()];
}

export class Day extends News {
  date = today();
  sheet = null;  // as the hub says it: records, findings, sensors
  site = null;
  #masters = [];
  #deliveries = [];
  #parts;
  #timer = 0;
  #is_asking = false;
  #is_stale = false;

  constructor({ hub, outbox, sender }) {
    super();
    this.#parts = { hub, outbox, sender };
    setInterval(() => this.#checkDate(), CHECK_MS);
  }

  // What the hub said last, for as long as it says nothing.
  async open() {
    const { outbox } = this.#parts;
    const [sheet, masters, deliveries, site] = await Promise.all(['sheet', 'masters', 'deliveries',
      'site'].map((name) => outbox.answer(name)));
    if (sheet?.date === this.date) this.sheet = sheet;
    this.#masters = masters ?? [];
    this.#deliveries = deliveries ?? [];
    this.site = site ?? null;
    this.tell();
  }

  #checkDate() {
    if (this.date === today()) return;
    this.date = today();
    this.sheet = null;
    this.tell();
    this.refresh();
  }

  // Asks anew, soon; who asks meanwhile is answered by the same answer.
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), REFRESH_WAIT_MS);
  }

  async #ask() {
    if (this.#is_asking) {
      this.#is_stale = true;
      return;
    }
    const { hub, sender } = this.#parts;
    if (!hub.me) return;
    this.#is_asking = true;
    this.#is_stale = false;
    const asked_ms = performance.now();
    try {
      await this.#take(asked_ms);
      sender.forgetSettled(asked_ms);
    } catch (error) {
      if (error.why !== 'session') this.#timer = setTimeout(() => this.#ask(), RETRY_MS);
    } finally {
      this.#is_asking = false;
    }
    if (this.#is_stale) this.refresh();
    this.tell();
  }

  async #take() {
    const { hub, outbox } = this.#parts;
    const [sheet, masters, site] = await Promise.all([hub.get(`/api/v1/day?date=${this.date}`), hub.get('/api/v1/masters'),
      hub.get('/api/v1/site')]);
    learnOffset(sheet.as_of);
    if (sheet.date !== today()) {  // the zone was not known before
      this.date = today();
      this.#is_stale = true;
      return;
    }
    const since = dateAfter(this.date, -DELIVERY_DAYS);
    const { records } = await hub.get(`/api/v1/records?kind=delivery&from=${since}&to=${this.date}`);
    Object.assign(this, { sheet, site });
    this.#masters = masters.records;
    this.#deliveries = records;
    outbox.keepAnswer('sheet', sheet);
    outbox.keepAnswer('masters', masters.records);
    outbox.keepAnswer('deliveries', records);
    outbox.keepAnswer('site', site);
  }

  // Another person must not find what this one may see.
  forget() {
    Object.assign(this, { sheet: null });
    this.#masters = [];
    this.#deliveries = [];
    ['sheet', 'masters', 'deliveries'].forEach((name) => this.#parts.outbox.dropAnswer(name));
    this.tell();
  }

  get #items() { return [...this.#parts.sender.settled, ...this.#parts.sender.waiting]; }

  // Today's records of a kind, oldest first.
  records(kind) {
    const all = overlay(this.sheet?.records ?? [], this.#items.filter(({ entry }) => entry.day === this.date || this.#has(entry.previous)));
    return all.filter((record) => (!kind || record.kind === kind) && !MASTER_KINDS.includes(record.kind))
      .sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
  }

  #has(id) { return Boolean(id) && (this.sheet?.records ?? []).some((record) => record.id === id); }

  masters(kind) {
    return overlay(this.#masters, this.#items.filter(({ entry }) => MASTER_KINDS.includes(entry.kind))).filter((head) => head.kind === kind)
      .sort((a, b) => a.body.name.localeCompare(b.body.name, 'zh'));
  }

  // Who works here today.
  people() { return this.masters('person').filter(({ body }) => !body.left_on || body.left_on > this.date); }

  deliveries() {
    return overlay(this.#deliveries, this.#items.filter(({ entry }) => entry.kind === 'delivery'))
      .sort((a, b) => (a.made_at < b.made_at ? 1 : -1));
  }

  // What may still be there.
  stock() { return this.deliveries().filter(({ body }) => !body.finished_on || body.finished_on >= this.date); }

  // A head that was asked for on its own, with what waits on top.
  grown(head) { return overlay([head], this.#items.filter(({ thing }) => thing === head.thing))[0]; }

  thing(thing) {
    return [...this.records(), ...this.#masters, ...this.deliveries()].find((head) => head.thing === thing)
      ?? MASTER_KINDS.flatMap((kind) => this.masters(kind)).find((head) => head.thing === thing);
  }

  nameOf(thing) {
    const body = this.thing(thing)?.body;
    return body?.name ?? body?.product_name ?? '';
  }

  // What holds now and is not closed; what this device has just said of goods counts.
  findings() {
    const said = new Map(this.#items.map(({ thing, entry }) => [thing, entry.body]));
    return (this.sheet?.findings ?? []).filter(({ state, is_holding, word, thing }) => state !== 'closed' && is_holding !== false
      && !(STOCK_WORDS.has(word) && said.get(thing)?.finished_on));
  }

  now() { return clock.now(); }
}
