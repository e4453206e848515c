// Times as the home has them: by the hub's clock, in the home's own zone, whatever the device believes.
import { Clock } from '../clock.js';
import { keep, restored } from '../kept.js';
import { isEnglish } from './say.js';

const MINUTE_MS = 60000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEKDAYS = [['日', 'Sun'], ['一', 'Mon'], ['二', 'Tue'], ['三', 'Wed'], ['四', 'Thu'], ['五', 'Fri'], ['六', 'Sat']];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export const clock = new Clock();

let offset_min = restored('desk.offset_min', -new Date().getTimezoneOffset());
const two = (number) => String(number).padStart(2, '0');

// Learns the home's zone from a time that the hub wrote.
export function learnOffset(iso) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso ?? '') ?? [];
  if (!sign && !/Z$/.test(iso ?? '')) return;
  offset_min = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  keep('desk.offset_min', offset_min);
}

const offsetText = () => `${offset_min < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset_min) / 60))}:${two(Math.abs(offset_min) % 60)}`;
const shifted = (ms) => new Date(ms + offset_min * MINUTE_MS).toISOString();

// RFC 3339 with the home's offset, whole seconds.
export const isoAt = (ms) => `${shifted(ms).slice(0, 19)}${offsetText()}`;
export const isoNow = () => isoAt(clock.now());
export const isoAfter = (iso, hours) => isoAt(Date.parse(iso) + hours * 60 * MINUTE_MS);
// The device's own clock, right or wrong: the hub keeps both.
export const isoDevice = () => isoAt(Date.now());

// A span as addresses of the hub have it.
export const spanQuery = (from_ms, to_ms) => `from=${encodeURIComponent(isoAt(from_ms))}&to=${encodeURIComponent(isoAt(to_ms))}`;

export const dateAt = (ms) => shifted(ms).slice(0, 10);
export const today = () => dateAt(clock.now());
export const dateAfter = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const daysBetween = (from, to) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
// Monday is 0.
export const weekday = (date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

// `2026-11-24` and `06:45` in the home make a time.
export const isoLocal = (date, time) => `${date}T${time.length === 5 ? `${time}:00` : time}${offsetText()}`;
// What an <input type="datetime-local"> shows, and back.
export const toInput = (iso) => (iso ? shifted(Date.parse(iso)).slice(0, 16) : '');
export const fromInput = (text) => (text ? isoLocal(text.slice(0, 10), text.slice(11, 16)) : undefined);

export const timeText = (iso) => (iso ? shifted(Date.parse(iso)).slice(11, 16) : '');
export const dateTimeText = (iso) => (iso ? `${dateText(dateAt(Date.parse(iso)))} ${timeText(iso)}` : '');
export const isPast = (iso) => Boolean(iso) && Date.parse(iso) <= clock.now();
export const minutesSince = (iso) => Math.max(0, Math.floor((clock.now() - Date.parse(iso)) / MINUTE_MS));

export function dateText(date) {
  if (!date) return '';
  const [year, month, day] = date.split('-').map(Number);
  const far = year !== Number(today().slice(0, 4));
  if (isEnglish()) return `${day} ${MONTHS[month - 1]}${far ? ` ${year}` : ''}`;
  return `${far ? `${year}年` : ''}${month}月${day}日`;
}

export function dayText(date) {
  const name = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
  return isEnglish() ? `${name[1]} ${dateText(date)}` : `${dateText(date)} 周${name[0]}`;
}
