// What the hub says: the site, the day's records, who we are, and what happens, over one event stream.

const SILENCE_MAX_MS = 35000;  // the hub gives a sign of life every 15 s
const WAIT_MIN_MS = 500, WAIT_MAX_MS = 30000;
const ANSWER_MAX_MS = 10000;
const ME_EVERY_MS = 60000;  // viewing hours begin and end by the clock
const EVENT_CHARS_MAX = 65536;
const SLEPT_MS = 20000;

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

export class Hub {
  link = 'connecting';
  #handlers = {};
  #clock;
  #told = {};      // path → the text that was handed on last
  #stop = null;    // ends the event stream, or the pause before the next
  #heard_ms = 0;

  constructor(clock) { this.#clock = clock; }

  on(handlers) { this.#handlers = handlers; }

  start() {
    addEventListener('online', () => this.#stop?.());
    addEventListener('offline', () => { this.#say('away'); this.#stop?.(); });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && performance.now() - this.#heard_ms > SLEPT_MS) this.#stop?.();
    });
    setInterval(() => { if (!document.hidden) this.askMe(); }, ME_EVERY_MS);
    this.#stay();
  }

  async get(path) {
    const asked = Date.now();
    const response = await fetch(path, { cache: 'no-cache', signal: AbortSignal.timeout?.(ANSWER_MAX_MS) });
    this.#clock.learn(response, asked);
    return response;
  }

  // Who we are, and whether we may watch; an older hub does not say, and then nothing forbids it.
  async askMe() {
    try {
      const response = await this.get('/api/v1/me');
      if (!response.ok && response.status !== 404) return;
      this.#handlers.me(response.ok ? await response.json() : { may_watch: true });
    } catch { /* the event stream tells when the hub is away */ }
  }

  async post(path, body) {
    return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(2 * ANSWER_MAX_MS) });
  }

  async #stay() {
    for (let wait = WAIT_MIN_MS; ; wait = Math.min(2 * wait, WAIT_MAX_MS)) {
      const opened = await this.#listen();
      if (opened) wait = WAIT_MIN_MS;
      else this.#say('away');
      await Promise.race([pause(wait), new Promise((done) => { this.#stop = done; })]);
    }
  }

  // One event stream from its beginning to its end; answers whether it had begun.
  async #listen() {
    const ender = new AbortController();
    this.#stop = () => ender.abort();
    let opened = false;
    const watch = setInterval(() => {
      if (performance.now() - this.#heard_ms <= SILENCE_MAX_MS) return;
      this.#say('away');
      ender.abort();
    }, WAIT_MIN_MS);
    this.#heard_ms = performance.now();
    try {
      await this.askMe();
      const response = await fetch('/api/v1/events', { cache: 'no-store', signal: ender.signal });
      if (!response.ok || !response.body) return false;
      opened = true;
      this.#say('up');
      this.#told = {};  // events were missed since: what is as it was may have been otherwise meanwhile
      await Promise.all([this.#refresh('site'), this.#refresh('today')]);
      await this.#read(response.body.getReader());
    } catch { /* ended by the network, by us or by the hub: all the same */ } finally {
      clearInterval(watch);
      ender.abort();
    }
    return opened;
  }

  async #read(reader) {
    const decoder = new TextDecoder();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#heard_ms = performance.now();
      text += decoder.decode(value, { stream: true });
      const events = text.split('\n\n');
      text = events.pop();
      if (text.length > EVENT_CHARS_MAX) return;  // no hub speaks so long
      events.forEach((event) => this.#take(event));
    }
  }

  #take(event) {
    const field = (name) => event.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const name = field('event');
    if (name === 'site') this.#renew('site').then(() => this.askMe());
    if (name === 'records') this.#renew('today');
    if (name === 'camera') this.#handlers.camera(JSON.parse(field('data')));
    if (name === 'screen') this.#handlers.screen(field('data'));
  }

  // The news that did not come are asked for with all others, on a new event stream.
  #renew(what) { return this.#refresh(what).catch(() => this.#stop?.()); }

  async #refresh(what) {
    const response = await this.get(`/api/v1/${what}`);
    if (what === 'today' && response.status === 503) {
      this.#told.today = null;  // the same records are news when they are back
      return this.#handlers.todayAway();
    }
    if (!response.ok) throw new Error(`${what}: ${response.status}`);
    const text = await response.text();
    if (this.#told[what] === text) return undefined;
    this.#told[what] = text;
    return this.#handlers[what](text);
  }

  #say(link) {
    if (link === 'away' && this.link === 'connecting' && navigator.onLine !== false) link = 'connecting';
    if (link === this.link) return;
    this.link = link;
    this.#handlers.link(link);
  }
}
