// A form made from a kind's fields: what the special screens do not show, and every correction, is entered here.
import { html, useDesk, useMemo, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { fromInput, isoNow, toInput } from '../base/times.js';
import { choicesOf, unitWord } from '../kinds/kinds.js';
import { Choice, Flags, Many, NumberInput, Photos, TextInput } from './inputs.js';

const NOTE_MAX = 300;
const CONSENT_TEXT = '1';

// [word for people] why this value will not do; empty: it will.
export function problemOf(field, value) {
  const empty = value === undefined || value === null || value === '';
  if (field.required && empty) return say('请填写', 'Please fill this in');
  if (field.type !== 'number' || empty) return '';
  if (Number.isNaN(value)) return say('这不是一个数', 'This is no number');
  if (value < field.min || value > field.max) return say(`应为 ${field.min}–${field.max}`, `Should be ${field.min}–${field.max}`);
  return '';
}

const isShown = (field, body) => !field.when || field.when(body);
export const fieldsOf = (fields, body) => fields.filter((field) => isShown(field, body));

// What is sent: nothing that is empty, nothing that does not belong to what was chosen.
export function tidyBody(fields, body) {
  const shown = new Set(fieldsOf(fields, body).map(({ name }) => name));
  const hidden = new Set(fields.filter((field) => field.when && !field.isKept && !shown.has(field.name)).map(({ name }) => name));
  const kept = Object.entries(body).filter(([name, value]) => !hidden.has(name) && value !== undefined && value !== null && value !== ''
    && !(name === 'photos' && !value.length));
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]));
}

export function problemsOf(fields, body) {
  const found = {};
  for (const field of fieldsOf(fields, body)) {
    const problem = problemOf(field, body[field.name]);
    if (problem) found[field.name] = problem;
  }
  return found;
}

// Shows the first field that will not do.
export function showProblem(problems) {
  const [first] = Object.keys(problems);
  const box = document.getElementById(`field-${first}`);
  box?.scrollIntoView({ block: 'center' });
  box?.querySelector('input, textarea, select, button')?.focus();
}

function Thing({ id, label, of, value, onChange }) {
  const { day } = useDesk();
  const list = of === 'meal' ? day.records('meal') : of === 'person' ? day.people() : day.masters(of);
  const known = list.some(({ thing }) => thing === value);
  return html`<select id=${id} aria-label=${label} value=${value ?? ''} onChange=${(event) => onChange(event.target.value || undefined)}>
    <option value="">${say('未选', 'None')}</option>${!known && value && html`<option value=${value}>${day.nameOf(value) || value}</option>`}
    ${list.map(({ thing, body }) => html`<option key=${thing} value=${thing}>${body.name}</option>`)}</select>`;
}

function Camera({ id, label, value, onChange }) {
  const { day } = useDesk();
  return html`<select id=${id} aria-label=${label} value=${value ?? ''} onChange=${(event) => onChange(event.target.value || undefined)}>
    <option value="">${say('未选', 'None')}</option>${(day.site?.cameras ?? []).map((camera) => html`<option key=${camera.id}
      value=${camera.id}>${camera.name}</option>`)}</select>`;
}

function Time({ id, label, value, onChange }) {
  return html`<div class="time"><input id=${id} aria-label=${label} type="datetime-local" value=${toInput(value)}
    onInput=${(event) => onChange(fromInput(event.target.value))} />
    <button type="button" onClick=${() => onChange(isoNow())} aria-label=${`${label}: ${say('现在', 'now')}`}>${say('现在', 'Now')}</button>
      </div>`;
}

function Consent({ value, onChange }) {
  const given = Boolean(value?.given_at && !value.withdrawn_at);
  const press = (is_given) => onChange(is_given ? { text_version: CONSENT_TEXT, given_at: isoNow() }
    : value?.given_at ? { ...value, withdrawn_at: isoNow() } : undefined);
  return html`<${Choice} required label=${say('同意公示全名', 'Consent')} choices=${[[true, '同意', 'Given'], [false, '不同意', 'Not given']]}
    value=${given}
    onChange=${press} />`;
}

// Dishes of a meal, as names; what belongs to a name that stays is kept.
function Dishes({ value = [], onChange, id, label }) {
  const { day } = useDesk();
  const words = value.map(({ name }) => name).join('、');
  const change = (text) => onChange((text ?? '').split(/[、,，]/).map((word) => word.trim()).filter(Boolean)
    .map((name) => value.find((dish) => dish.name === name) ?? { name,
      dish: day.masters('dish').find(({ body }) => body.name === name)?.thing }));
  return html`<${TextInput} id=${id} label=${label} value=${words} onChange=${change} max=${NOTE_MAX} />`;
}

export function FieldInput({ field, body, change, id }) {
  const { day } = useDesk();
  const label = sayPair(field.word);
  const value = body[field.name];
  const onChange = (next) => change({ [field.name]: next });
  const common = { id, label, value, onChange };
  switch (field.type) {
    case 'number': return html`<${NumberInput} ...${common} quick=${field.quick} unit=${unitWord(field, body)} signed=${field.min < 0} />`;
    case 'choice': return html`<${Choice} ...${common} choices=${choicesOf(field, body)} required=${field.required} />`;
    case 'many': return html`<${Many} ...${common} choices=${choicesOf(field, body)} />`;
    case 'things': return html`<${Many} ...${common}
      choices=${day.masters(field.of).map(({ thing, body: one }) => [thing, one.name, one.name])} />`;
    case 'flags': return html`<${Flags} ...${common} choices=${field.choices} />`;
    case 'bool': return html`<${Choice} ...${common} choices=${[[true, '是', 'Yes'], [false, '否', 'No']]} />`;
    case 'time': return html`<${Time} ...${common} />`;
    case 'date': return html`<input id=${id} aria-label=${label} type="date" value=${value ?? ''}
      onInput=${(event) => onChange(event.target.value || undefined)} />`;
    case 'clock': return html`<${TextInput} ...${common} keys="time" suggest=${field.suggest} />`;
    case 'note': return html`<textarea id=${id} aria-label=${label} maxlength=${NOTE_MAX} rows="3" value=${value ?? ''}
      onInput=${(event) => onChange(event.target.value || undefined)}></textarea>`;
    case 'thing': return html`<${Thing} ...${common} of=${field.of} />`;
    case 'camera': return html`<${Camera} ...${common} />`;
    case 'photos': return html`<${Photos} ...${common} />`;
    case 'photo': return html`<${Photos} ...${common} max=${1} value=${value ? [value] : []} onChange=${(list) => onChange(list[0])} />`;
    case 'consent': return html`<${Consent} ...${common} />`;
    case 'dishes': return html`<${Dishes} ...${common} />`;
    default: return html`<${TextInput} ...${common} suggest=${field.suggest} keys=${field.keys} />`;
  }
}

export function Field({ field, body, change, problem, children }) {
  const id = `input-${field.name}`;
  return html`<div class="field ${problem ? 'wrong' : ''}" id=${`field-${field.name}`}><label
    for=${id}>${sayPair(field.word)}${field.required
    && html`<span class="must" aria-hidden="true"> *</span>`}</label>
    ${children ?? html`<${FieldInput} field=${field} body=${body} change=${change} id=${id} />`}${problem && html`<p class="field-problem"
      role="alert">${problem}</p>`}</div>`;
}

// first: names that are always there; the others come with a tap.
export function Fields({ fields, body, change, problems = {}, first }) {
  const [isOpen, open] = useState(!first);
  const shown = useMemo(() => new Set(first ?? []), []);
  const list = fieldsOf(fields, body);
  const near = list.filter(({ name }) => !first || shown.has(name));
  const far = list.filter(({ name }) => first && !shown.has(name));
  const draw = (field) => html`<${Field} key=${field.name} field=${field} body=${body} change=${change} problem=${problems[field.name]} />`;
  const isFarWrong = far.some(({ name }) => problems[name]);
  return html`${near.map(draw)}${far.length > 0 && !isOpen && !isFarWrong && html`<button type="button" class="more"
    onClick=${() => open(true)}>${say('更多…', 'More…')}</button>`}
    ${(isOpen || isFarWrong) && far.map(draw)}`;
}

export const SaveBar = ({ onSave, word, isBusy, children }) => html`<div class="savebar">${children}
  <button type="button" class="chief" disabled=${isBusy} onClick=${onSave}>${word ?? say('保存', 'Save')}</button></div>`;
