// 测温: what the refrigerators show, what a probe says in the pot, what waits on the counter.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { isoNow, timeText } from '../base/times.js';
import { useDraft } from '../base/draft.js';
import { add } from '../parts/acts.js';
import { Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Icon } from '../parts/icon.js';
import { NumberInput } from '../parts/inputs.js';
import { Empty, Head, Verdict, Waiting, worst } from '../parts/pieces.js';
import { RecordRow } from '../parts/record_row.js';
import { EVENTS } from '../kinds/events.js';
import { numberText } from '../kinds/kinds.js';
import { STORE_KINDS, wordOf } from '../kinds/words.js';

const QUICK = { refrigerator: [2, 3, 4, 5, 6], freezer: [-20, -18, -16, -14], cold_dish_room: [20, 22, 24, 25], hot_holding: [60, 65, 70] };
const TABS = [['store', '库温', 'Stores'], ['core', '中心温度', 'Core'], ['holding', '保温', 'Holding']];
const RANGE = { min: -60, max: 120 };

// What a thermometer says by itself: late or unplugged is said, never shown as of now.
function Sensor({ sensor }) {
  const is_bad = sensor.is_late || sensor.is_faulty || sensor.is_connected === false;
  const value = sensor.value_c ?? null;
  return html`<p class=${`told ${is_bad ? 'due' : sensor.out_of_limit_since ? 'bad' : 'good'}`}><${Icon}
    name=${is_bad ? 'clock' : sensor.out_of_limit_since ? 'warning' : 'check'} size=${20} />
    ${is_bad || value === null ? say('传感器没有新读数，请看一眼', 'The sensor is silent: please read it by eye')
    : say(`传感器 ${numberText(value)} °C · ${timeText(sensor.measured_at)}`,
      `Sensor ${numberText(value)} °C · ${timeText(sensor.measured_at)}`)}</p>`;
}

function Store({ store, last }) {
  const desk = useDesk();
  const sensor = store.body.sensor && (desk.day.sheet?.sensors ?? []).find(({ id }) => id === store.body.sensor);
  const [value, set] = useState(undefined);
  const isWrong = value !== undefined && !(value >= RANGE.min && value <= RANGE.max);
  async function save() {
    const words = say(`${store.body.name} ${value} °C`, `${store.body.name} ${value} °C`);
    if (await add(desk, 'storage_check', { store: store.thing, temperature_c: value, measured_at: isoNow() }, { words })) set(undefined);
  }
  return html`<li class="store"><div class="store-head"><span><span class="row-title">${store.body.name}</span><span
    class="row-text">${sayPair(wordOf(STORE_KINDS, store.body.store_kind))}
      ${last ? ` · ${timeText(last.body.measured_at ?? last.made_at)} ${last.body.temperature_c} °C`
        : say(' · 今天还没看', ' · not read today')}</span>
        </span>
      ${last && (last.is_waiting ? html`<${Waiting} />` : worst(last.verdicts) && html`<${Verdict}
        verdict=${worst(last.verdicts)} />`)}</div>
    ${sensor && html`<${Sensor} sensor=${sensor} />`}<${NumberInput} id=${`store-${store.thing}`} label=${store.body.name} value=${value}
      onChange=${set} unit="°C" signed
      quick=${QUICK[store.body.store_kind] ?? []}
      after=${html`<button type="button" class="chief" disabled=${value === undefined || isWrong} onClick=${save}
        aria-label=${say(`保存 ${store.body.name}`, `Save ${store.body.name}`)}>${say('保存', 'Save')}</button>`} />
    ${isWrong && html`<p class="field-problem" role="alert">${say('应为 −60–120 °C 的数', 'Should be a number, −60–120 °C')}</p>`}</li>`;
}

function Stores() {
  const { day } = useDesk();
  const stores = day.masters('store');
  const checks = day.records('storage_check');
  if (!stores.length) return html`<${Empty}
    icon="thermometer">${say('还没有冷柜，请管理员先添加', 'No store is listed yet; a manager can add them')}<//>`;
  return html`<ul class="stores">${stores.map((store) => html`<${Store} key=${store.thing} store=${store}
    last=${checks.filter(({ body }) => body.store === store.thing).at(-1)} />`)}</ul>`;
}

// The day's dishes are one tap; the meal follows from the dish.
function DishForm({ kind, first, fresh }) {
  const desk = useDesk();
  const { day } = desk;
  const { fields } = EVENTS[kind];
  const [body, change, done] = useDraft(kind, fresh);
  const [problems, setProblems] = useState({});
  const dishes = day.records('meal').flatMap((meal) => (meal.body.dishes ?? []).map(({ name }) => ({ name, meal: meal.thing })));
  const named = fields.map((field) => (field.name === 'dish' ? { ...field, suggest: [...new Set(dishes.map(({ name }) => name))] }
    : field));
  const take = (parts) => change('dish' in parts ? { ...parts, meal: dishes.find(({ name }) => name === parts.dish)?.meal } : parts);
  async function save() {
    const found = { ...problemsOf(fields, body), ...(body.temperature_c === undefined ? { temperature_c: say('请填温度',
      'Please give the temperature') } : {}) };
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (!await add(desk, kind, tidyBody(fields, { ...body, measured_at: body.measured_at ?? isoNow() }))) return undefined;
    return done();
  }
  const list = day.records(kind).reverse();
  return html`<div class="form"><${Fields} fields=${named} body=${body} change=${take} problems=${problems} first=${first} /></div>
    <${SaveBar} onSave=${save} />${list.length > 0 && html`<h2>${say('今天', 'Today')}</h2><div
      class="rows">${list.map((record) => html`<${RecordRow}
      key=${record.thing} record=${record} />`)}</div>`}`;
}

export function TemperatureScreen({ tab = 'store' }) {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  return html`<${Head} title=${say('测温', 'Temperatures')} />
    <nav class="tabs" aria-label=${say('测温', 'Temperatures')}>${TABS.map(([name, zh, en]) => html`<a key=${name}
      href=${`#/temperature/${name}`}
      aria-current=${tab === name ? 'page' : undefined}>${say(zh, en)}</a>`)}</nav>
    ${tab === 'store' && html`<${Stores} />`}
    ${tab === 'core' && html`<${DishForm} key="core" kind="core_temperature" first=${['dish', 'temperature_c', 'purpose']}
      fresh=${() => ({ purpose: 'cooking' })} />`}
    ${tab === 'holding' && html`<${DishForm} key="holding" kind="holding" first=${['dish', 'temperature_c', 'held_min']}
      fresh=${() => ({})} />`}`;
}
