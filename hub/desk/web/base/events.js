// Listens to what happens in the home; when the stream breaks, it is opened again.
const WAIT_MIN_MS = 1000, WAIT_MAX_MS = 30000;

export class Events {
  #source = null;
  #wait_ms = WAIT_MIN_MS;
  #timer = 0;
  #told;

  // told: { up(), news(name, data) }
  constructor(told) { this.#told = told; }

  start() {
    this.stop();
    const source = this.#source = new EventSource('/api/v1/events');
    source.onopen = () => {
      this.#wait_ms = WAIT_MIN_MS;
      this.#told.up();
    };
    for (const name of ['records', 'site', 'feedback']) source.addEventListener(name, ({ data }) => this.#told.news(name, data));
    source.onerror = () => {
      source.close();
      if (source !== this.#source) return;
      this.#timer = setTimeout(() => this.start(), this.#wait_ms);
      this.#wait_ms = Math.min(2 * this.#wait_ms, WAIT_MAX_MS);
    };
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
