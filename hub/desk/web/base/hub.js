// What is asked of the hub, and what went wrong when it did not answer as hoped.
import { clock } from './times.js';
import { News } from './news.js';
import { say, sayBoth } from './say.js';
import { keep, restored } from '../kept.js';

const ANSWER_MAX_MS = 15000;
const UPLOAD_MAX_MS = 60000;
const NAMES_MAX = 8;
const DESK_ROLES = new Set(['staff', 'manager', 'admin', 'inspector']);

// why: away (no answer, or not now), session (log in again), refused (this request will never do).
export class HubError extends Error {
  constructor(why, status, message, answer) {
    super(message);
    Object.assign(this, { why, status, answer });
  }
}

function reason(status) {
  if (status === 401) return 'session';
  return status === 408 || status === 429 || status >= 500 ? 'away' : 'refused';
}

export function errorText(error) {
  if (error instanceof HubError) return error.message;
  console.error(error);
  return say('页面出了点问题，请再试一次', 'Something went wrong on this page; please try again');
}

export class Hub extends News {
  me = restored('desk.me', null);  // { name, role }; null: nobody is logged in
  isAway = false;

  get names() { return restored('desk.names', []); }
  get isManager() { return ['manager', 'admin'].includes(this.me?.role); }
  get mayWatch() { return this.isManager || this.me?.role === 'inspector'; }
  get mayWrite() { return this.isManager || this.me?.role === 'staff'; }

  async ask(method, path, { json, body, type, wait_ms = ANSWER_MAX_MS } = {}) {
    const asked = Date.now();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), wait_ms);
    let response, text;
    try {
      response = await fetch(path, { method, cache: 'no-cache', credentials: 'same-origin', signal: stop.signal,
        headers: json === undefined ? type ? { 'Content-Type': type } : {} : { 'Content-Type': 'application/json' },
        body: json === undefined ? body : JSON.stringify(json) });
      text = await response.text();
    } catch {
      this.#setAway(true);
      throw new HubError('away', 0, say('连不上主机，请看看网络', 'The hub cannot be reached; please check the network'));
    } finally {
      clearTimeout(timer);
    }
    clock.learn(response, asked);
    this.#setAway(false);
    return this.#take(response, text, path);
  }

  #take(response, text, path) {
    let answer = null;
    try { answer = text ? JSON.parse(text) : null; } catch { answer = text; }
    if (response.ok) return answer;
    const why = reason(response.status);
    if (why === 'session' && path !== '/api/v1/login') this.#setMe(null);
    const told = answer?.error?.message ?? '';
    throw new HubError(why, response.status,
      told ? sayBoth(told) : say(`主机没有接受（${response.status}）`, `The hub refused (${response.status})`), answer);
  }

  get(path) { return this.ask('GET', path); }
  post(path, json) { return this.ask('POST', path, { json }); }
  put(path, json) { return this.ask('PUT', path, { json }); }
  delete(path) { return this.ask('DELETE', path); }
  send(path, body, type) { return this.ask('POST', path, { body, type, wait_ms: UPLOAD_MAX_MS }); }

  // Who the cookie says we are; while the hub is away, who we were.
  async askMe() {
    const me = await this.get('/api/v1/me');
    this.#setMe(DESK_ROLES.has(me.role) ? { name: me.name, role: me.role } : null);
  }

  async logIn(name, password) {
    const { role, name: known } = await this.post('/api/v1/login', { name, password });
    if (!DESK_ROLES.has(role)) {
      await this.logOut();
      throw new HubError('refused', 403, say('这个账号不能用登记台', 'This account cannot use the desk'));
    }
    keep('desk.names', [known, ...this.names.filter((other) => other !== known)].slice(0, NAMES_MAX));
    this.#setMe({ name: known, role });
  }

  async logOut() {
    await this.post('/api/v1/logout', {});
    this.#setMe(null);
  }

  forgetName(name) {
    keep('desk.names', this.names.filter((other) => other !== name));
    this.tell();
  }

  #setMe(me) {
    const before = JSON.stringify(this.me);
    this.me = me;
    keep('desk.me', me);
    if (before !== JSON.stringify(me)) this.tell();
  }

  #setAway(is_away) {
    if (this.isAway === is_away) return;
    this.isAway = is_away;
    this.tell();
  }
}
