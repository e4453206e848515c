// Any kind of record by its name, and the words for one record.
import { say, sayPair } from '../base/say.js';
import { dateText, dateTimeText, timeText } from '../base/times.js';
import { EVENTS } from './events.js';
import { MASTERS } from './masters.js';
import { wordOf } from './words.js';

export const kindOf = (kind) => EVENTS[kind] ?? MASTERS[kind];
export const isMaster = (kind) => kind in MASTERS;
export const kindWord = (kind) => sayPair(kindOf(kind)?.word) || kind;
export const unitWord = (field, body) => (field.unitField ? body[field.unitField] ?? '' : Array.isArray(field.unit) ? sayPair(field.unit)
  : field.unit ?? '');
export const choicesOf = (field, body) => (typeof field.choices === 'function' ? field.choices(body) : field.choices);

export function numberText(value) { return value === undefined || value === null ? '' : String(Math.round(value * 100) / 100); }

// One field's value for people; empty: 未登记.
export function valueText(field, body, day) {
  const value = body?.[field.name];  // no body: erased after the keeping time
  if (value === undefined || value === null || value === '') return '';
  switch (field.type) {
    case 'number': return `${numberText(value)}\u00a0${unitWord(field, body)}`.trim();  // a number and its unit stay on one line
    case 'choice': return sayPair(wordOf(choicesOf(field, body), value));
    case 'many': return value.length ? value.map((one) => sayPair(wordOf(choicesOf(field, { ...body, product_kind: 'pork' }), one)))
      .join(say('、', ', ')) : say('无', 'None');
    case 'flags': return field.choices.filter(([name]) => value[name] !== undefined && value[name] !== null)
      .map(([name, zh, en]) => `${value[name] ? '✓' : '✗'} ${say(zh, en)}`).join('  ');
    case 'time': return dateTimeText(value);
    case 'date': return dateText(value);
    case 'bool': return value ? say('是', 'Yes') : say('否', 'No');
    case 'thing': return day.nameOf(value) || say('（已不在名单）', '(no longer listed)');
    case 'things': return value.map((one) => day.nameOf(one)).join(say('、', ', '));
    case 'dishes': return value.map(({ name }) => name).join(say('、', ', ')) || say('无', 'None');
    case 'consent': return value.withdrawn_at ? say('已撤回', 'Withdrawn') : say('已同意', 'Given');
    default: return String(value);
  }
}

// What a record is about, in a few words.
export function titleOf(record, day) {
  const kind = kindOf(record.kind);
  const field = kind?.fields.find(({ name }) => name === kind.subject);
  return (field && valueText(field, record.body, day)) || kindWord(record.kind);
}

const SUMMARIES = {
  morning_check: ['outcome', 'temperature_c', 'symptoms'], absence: ['why'], clearance: ['by'],
  delivery: ['quantity', 'batch', 'supplier', 'supplier_name', 'finished_how'], meal: ['dishes'],
  core_temperature: ['temperature_c', 'purpose'],
  holding: ['temperature_c', 'held_min'], sample: ['weight_g', 'meal'], disinfection: ['method', 'temperature_c', 'concentration_mg_l'],
  storage_check: ['temperature_c'], waste: ['amount_kg', 'collector'], notice: ['level'], finding_step: ['state', 'note'],
  person: ['job', 'health_certificate_until'], supplier: ['contact', 'licence_until'], product: ['product_kind', 'supplier'],
  dish: ['products'],
  store: ['store_kind', 'for_samples'],
};

export function summaryOf(record, day) {
  const kind = kindOf(record.kind);
  const parts = (SUMMARIES[record.kind] ?? []).filter((name) => name !== 'supplier_name' || !record.body?.supplier).map((name) => {
    const field = kind.fields.find((one) => one.name === name);
    const text = field && !(Array.isArray(record.body?.[name]) && !record.body[name].length) && valueText(field, record.body, day);
    return text && (field.type === 'date' || name === 'batch') ? `${sayPair(field.word)} ${text}` : text;
  });
  return parts.filter(Boolean).join(' · ');
}

const MOMENTS = ['checked_at', 'cleared_at', 'arrived_at', 'taken_at', 'started_at', 'measured_at', 'collected_at', 'served_at',
  'starts_at'];

// When it happened, as the record says; else when it was written down.
export const momentOf = ({ body, made_at }) => MOMENTS.map((name) => body?.[name]).find(Boolean) ?? made_at;
export const momentText = (record) => timeText(momentOf(record));

// Goods, so that two batches can be told apart; and how long they are good.
export const goodsName = ({ product_name, batch }) => (batch ? say(`${product_name}（${batch}）`, `${product_name} (${batch})`)
  : product_name);
export const endText = ({ shelf_life_ends_on: date }) => (date ? say(`${dateText(date)}到期`, `good until ${dateText(date)}`) : '');
