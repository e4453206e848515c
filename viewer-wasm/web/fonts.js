// Slices of the fonts, fetched when a text first needs a character of theirs.
import { keep, restored } from './kept.js';

const HOLD_MS = 1500;  // pictures come first on a slow network, but not for ever
const WAIT_MIN_MS = 1000, WAIT_MAX_MS = 30000;

export class Fonts {
  #program;
  #loop;
  #here;
  #slices = new Map();  // '700-118' → 'coming' or 'here'
  #table = null;        // a promise of [{ name, ranges }]
  #begin;
  #bytes = 0;
  #absent = 0;

  constructor({ program, loop, here, after }) {
    this.#program = program;
    this.#loop = loop;
    this.#here = here;
    this.#begin = Promise.race([after, new Promise((done) => { setTimeout(done, HOLD_MS); })]);
  }

  async want(bold, code) {
    await this.#begin;
    const table = await (this.#table ??= this.#persist('slices.json', (response) => response.json()));
    const slice = table.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
    const file = slice && `${bold ? 700 : 400}-${slice.name}.woff2`;
    const state = this.#slices.get(file);
    if (state === 'coming') return;
    if (!slice || state === 'here') {
      this.#absent += 1;
      this.#program.giveUp(bold, code);  // nobody has it: □ is the truth
      this.#loop.wake();
      return;
    }
    this.#slices.set(file, 'coming');
    const bytes = await this.#persist(file, (response) => response.arrayBuffer());
    this.#slices.set(file, 'here');
    this.#bytes += bytes.byteLength;
    this.#program.font(bold, new Uint8Array(bytes));
    this.#loop.wake();
  }

  // Fetches until it succeeds: a gap in a text is closed when the network is back.
  async #persist(file, take) {
    for (let wait = WAIT_MIN_MS; ; wait = Math.min(2 * wait, WAIT_MAX_MS)) {
      try {
        const response = await fetch(new URL(file, this.#here));
        if (response.ok) return await take(response);
        if (response.status === 404) this.#renew();
      } catch { /* away: again */ }
      await new Promise((done) => { setTimeout(done, wait); });
    }
  }

  // The hub has a newer page, and this one's files are gone.
  #renew() {
    const here = String(this.#here);
    if (restored('renewed', '') === here) return;
    keep('renewed', here);
    if (restored('renewed', '') === here) location.reload();  // else nothing would end it
  }

  figures() {
    const here = [...this.#slices].filter(([, state]) => state === 'here').map(([file]) => file);
    return { slices: here, bytes: this.#bytes, absent: this.#absent };
  }
}
