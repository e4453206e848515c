// 留样: every dish of the meal is one row; its weight is one tap.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dateAt, dateText, dateTimeText, isPast, isoAfter, isoNow, timeText } from '../base/times.js';
import { to } from '../base/route.js';
import { keep, restored } from '../kept.js';
import { add, goOn } from '../parts/acts.js';
import { Icon } from '../parts/icon.js';
import { NumberInput } from '../parts/inputs.js';
import { Buttons, Dialog, Empty, Head, Verdict, Waiting, worst } from '../parts/pieces.js';
import { WEIGHT_QUICK } from '../kinds/events.js';

const KEPT_H = 48;
const WEIGHT_MAX_G = 5000;

const sampleOf = (samples, meal, dish) => samples.find(({ body }) => body.meal === meal.thing && body.dish === dish.name);
// Dishes that were served, or will be, and are not yet kept.
export const missingSamples = (day) => day.records('meal').flatMap((meal) => (meal.body.dishes ?? [])
  .filter((dish) => !sampleOf(day.records('sample'), meal, dish)).map((dish) => ({ meal, dish })));

// Who takes the samples is asked once; the device remembers.
function Taker({ person, onChange }) {
  const { day } = useDesk();
  return html`<div class="field"><label for="taker">${say('留样人', 'Taken by')}</label><select id="taker" value=${person}
    onChange=${(event) => onChange(event.target.value)}>
    <option value="">${say('未选', 'None')}</option>${day.people().map(({ thing, body }) => html`<option key=${thing}
      value=${thing}>${body.name}</option>`)}</select></div>`;
}

function OtherWeight({ dish, onPick, onClose }) {
  const [weight, set] = useState(undefined);
  const ok = weight > 0 && weight <= WEIGHT_MAX_G;
  return html`<${Dialog} title=${say(`${dish}：多少克？`, `${dish}: how many grams?`)} onClose=${onClose}>
    <${NumberInput} id="weight" label=${say('重量', 'Weight')} value=${weight} onChange=${set} unit=${say('克', 'g')} step=${5} />
    <${Buttons}><button type="button" onClick=${onClose}>${say('取消', 'Cancel')}</button>
    <button type="button" class="chief" disabled=${!ok} onClick=${() => onPick(weight)}>${say('保存', 'Save')}</button><//><//>`;
}

function Missing({ dish, onPick, onOther }) {
  return html`<li class="weigh"><span class="row-title">${dish.name} <small class="row-text-inline">${say('克', 'g')}</small></span><div
    class="quick"
    role="group" aria-label=${dish.name}>${WEIGHT_QUICK.map((weight) => html`<button
    type="button" key=${weight} onClick=${() => onPick(weight)}
      aria-label=${say(`${dish.name} ${weight} 克`, `${dish.name} ${weight} g`)}>${weight}</button>`)}
    <button type="button" onClick=${onOther} aria-label=${say(`${dish.name} 其他重量`, `${dish.name}, another weight`)}>…</button></div></li>`;
}

function Kept({ record, onDiscard }) {
  const { body } = record;
  const isDue = !body.discarded_at && isPast(body.kept_until);
  return html`<li class="kept"><a href=${to('record', record.thing, record.day)}><span class="row-title">${body.dish}</span><span
    class="row-text">${body.weight_g ?? say('未称', 'not weighed')} ${say('克', 'g')} ·
      ${body.discarded_at ? say(`已倒 ${timeText(body.discarded_at)}`, `thrown away ${timeText(body.discarded_at)}`)
    : body.kept_until ? say(`留到 ${dateText(dateAt(Date.parse(body.kept_until)))} ${timeText(body.kept_until)}`,
      `until ${dateText(dateAt(Date.parse(body.kept_until)))} ${timeText(body.kept_until)}`) : ''}</span></a>
    ${record.is_waiting ? html`<${Waiting} />` : worst(record.verdicts) && html`<${Verdict} verdict=${worst(record.verdicts)} />`}
    ${!body.discarded_at && html`<button type="button" class=${isDue ? '' : 'inline'} onClick=${onDiscard}
      aria-label=${say(`倒掉 ${body.dish}`, `Throw ${body.dish} away`)}>${say('倒掉', 'Throw away')}</button>`}</li>`;
}

function Early({ record, onDiscard, onClose }) {
  const { dish, kept_until } = record.body;
  return html`<${Dialog} title=${say('还没到 48 小时', 'Not yet 48 hours')} onClose=${onClose}>
    <p>${say(`「${dish}」要留到 ${dateTimeText(kept_until)}。真的已经倒掉了吗？`,
    `“${dish}” is to be kept until ${dateTimeText(kept_until)}. Has it really been thrown away?`)}</p>
    <${Buttons}><button type="button" class="danger" onClick=${onDiscard}>${say('已倒掉', 'It has')}</button>
    <button type="button" class="chief" onClick=${onClose}>${say('继续留着', 'Keep it')}</button><//><//>`;
}

export function SampleScreen() {
  const desk = useDesk();
  const { day } = desk;
  useNews(day, desk.sender, desk.outbox);
  const [person, setPerson] = useState(restored('desk.taker', ''));
  const [other, setOther] = useState(null);   // { meal, dish }
  const [early, setEarly] = useState(null);
  const meals = day.records('meal').filter(({ body }) => body.dishes?.length);
  const samples = day.records('sample');
  const store = day.masters('store').find(({ body }) => body.for_samples)?.thing;
  const choose = (thing) => { keep('desk.taker', thing); setPerson(thing); };
  const by = day.people().some(({ thing }) => thing === person) ? { person } : {};
  function save({ meal, dish }, weight_g) {
    const taken_at = isoNow();
    setOther(null);
    add(desk, 'sample', { dish: dish.name, meal: meal.thing, weight_g, taken_at, kept_until: isoAfter(taken_at, KEPT_H), ...by,
      ...(store ? { store } : {}) },
      { words: say(`已留样：${dish.name} ${weight_g} 克`, `Kept: ${dish.name}, ${weight_g} g`) });
  }
  function discard(record, sure) {
    if (!sure && record.body.kept_until && !isPast(record.body.kept_until)) return setEarly(record);
    setEarly(null);
    return goOn(desk, record, { discarded_at: isoNow(), ...(by.person ? { discarded_by: by.person } : {}) }, say(`已倒掉：${record.body.dish}`,
      `Thrown away: ${record.body.dish}`));
  }
  return html`<${Head} title=${say('留样', 'Samples')} />
    ${meals.length === 0 ? html`<${Empty} icon="jar">${say('今天还没有菜单，先填菜单再留样', 'No menu yet today; write it first')}<//><a
      class="button wide"
      href=${to('meal')}>${say('填菜单', 'Write the menu')}</a>`
    : html`<${Taker} person=${by.person ?? ''} onChange=${choose} />`}
    ${meals.map((meal) => html`<section key=${meal.thing}><h2>${meal.body.name}</h2><ul class="weighs">${meal.body.dishes.map((dish) => {
    const record = sampleOf(samples, meal, dish);
    return record ? html`<${Kept} key=${dish.name} record=${record} onDiscard=${() => discard(record)} />`
      : html`<${Missing} key=${dish.name} dish=${dish} onPick=${(weight) => save({ meal, dish }, weight)}
        onOther=${() => setOther({ meal, dish })} />`;
  })}</ul></section>`)}
    ${samples.filter(({ body }) => !meals.some(({ thing }) => thing === body.meal)).length > 0 && html`<section>
      <h2>${say('其他留样', 'Other samples')}</h2><ul class="weighs">
      ${samples.filter(({ body }) => !meals.some(({ thing }) => thing === body.meal)).map((record) => html`<${Kept} key=${record.thing}
        record=${record} onDiscard=${() => discard(record)} />`)}</ul></section>`}
    ${other && html`<${OtherWeight} dish=${other.dish.name} onPick=${(weight) => save(other, weight)} onClose=${() => setOther(null)} />`}
    ${early && html`<${Early} record=${early} onDiscard=${() => discard(early, true)} onClose=${() => setEarly(null)} />`}`;
}
