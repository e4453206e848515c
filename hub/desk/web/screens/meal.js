// 菜单与开餐: the day's meals; what is in them, which goods went in, and the tick when people sit down.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dateText, isoLocal, isoNow, timeText } from '../base/times.js';
import { go, leaveTo, to } from '../base/route.js';
import { useDraft } from '../base/draft.js';
import { add, goOn } from '../parts/acts.js';
import { SaveBar } from '../parts/form.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Loading, Waiting } from '../parts/pieces.js';
import { NothingButton } from '../parts/nothing.js';

const NAMES = ['早餐', '午餐', '晚餐', '加餐'];
const DISHES_MAX = 60, NAME_MAX = 60;

function Meal({ meal }) {
  const desk = useDesk();
  const { body } = meal;
  return html`<li class="meal"><a class="meal-what" href=${to('meal', meal.thing)}><span class="row-title">${body.name}</span>
      <span class="row-text">${body.starts_at ? `${timeText(body.starts_at)}–${timeText(body.ends_at)} · ` : ''}${(body.dishes ?? [])
        .map(({ name }) => name).join(say('、', ', ')) || say('还没有菜', 'no dishes yet')}</span></a>
    ${meal.is_waiting && html`<${Waiting} />`}
    ${body.served_at ? html`<span class="person-state good"><${Icon} name="check"
      size=${22} />${say(`已开餐 ${timeText(body.served_at)}`, `Served ${timeText(body.served_at)}`)}</span>`
    : html`<button type="button" class="well" disabled=${!body.dishes?.length}
      onClick=${() => goOn(desk, meal, { served_at: isoNow() }, say(`${body.name} 已开餐`, `${body.name} is served`))}
        aria-label=${say(`${body.name} 开餐`, `${body.name} is served`)}><${Icon} name="check"
          size=${28} />${say('开餐', 'Serve')}</button>`}</li>`;
}

export function MealsScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const meals = desk.day.records('meal').sort((a, b) => ((a.body.starts_at ?? '9') < (b.body.starts_at ?? '9') ? -1 : 1));
  return html`<${Head} title=${say('菜单与开餐', 'Menu and meals')} />
    ${meals.length === 0 && html`<${Empty} icon="bowl">${say('今天还没有菜单', 'No menu yet today')}<//>`}
    <ul class="meals">${meals.map((meal) => html`<${Meal} key=${meal.thing} meal=${meal} />`)}</ul>
    <button type="button" class="chief wide" onClick=${() => go('meal', 'new')}><${Icon} name="plus" />${say('加一餐', 'Add a meal')}</button>
    ${meals.length === 0 && html`<${NothingButton} section="meals" />`}`;
}

// The goods of a product that came last: what a cook most likely takes.
function likelyUsed(day, dish) {
  return (day.thing(dish.dish)?.body.products ?? []).map((product) => day.stock().find(({ body }) => body.product === product)?.thing)
    .filter(Boolean);
}

function Used({ dish, onChange }) {
  const { day } = useDesk();
  const [isOpen, open] = useState(false);
  const used = dish.used ?? [];
  const labelOf = (delivery) =>
    `${delivery.body.product_name}${delivery.body.batch ? ` ${delivery.body.batch}` : ''} · ${dateText(delivery.day)}`;
  const stock = new Set(day.stock().map(({ thing }) => thing));
  const list = day.deliveries().filter(({ thing }) => used.includes(thing) || stock.has(thing));
  const press = (thing) => onChange(used.includes(thing) ? used.filter((one) => one !== thing) : [...used, thing]);
  return html`<button type="button" class="inline" aria-expanded=${isOpen} onClick=${() => open(!isOpen)}
    aria-label=${say(`${dish.name} 的用料批次`, `Batches in ${dish.name}`)}>
      <${Icon} name="box" size=${18} />${used.length ? say(`用料 ${used.length} 批`, `${used.length} batches`)
        : say('选用料批次', 'Choose batches')}</button>
    ${isOpen && html`<div class="choice" role="group" aria-label=${say('用料批次', 'Batches used')}>${list.length === 0 && html`<p
      class="hint">${say('近 14 天没有进货', 'No delivery in 14 days')}</p>`}
      ${list.map((delivery) => html`<button type="button" key=${delivery.thing} class=${used.includes(delivery.thing) ? 'on' : ''}
        aria-pressed=${used.includes(delivery.thing)}
        onClick=${() => press(delivery.thing)}>${used.includes(delivery.thing) && html`<${Icon} name="check"
          size=${20} />`}${labelOf(delivery)}</button>`)}</div>`}`;
}

function DishPicker({ body, change }) {
  const { day } = useDesk();
  const [words, setWords] = useState('');
  const dishes = body.dishes ?? [];
  const set = (list) => change({ dishes: list });
  const addDish = (dish) => set([...dishes, { ...dish, used: likelyUsed(day, dish) }].slice(0, DISHES_MAX));
  const typed = () => { if (words.trim()
    && !dishes.some(({ name }) => name === words.trim())) addDish({ name: words.trim() }); setWords(''); };
  const free = day.masters('dish').filter(({ thing, body: one }) => !dishes.some(({ dish }) => dish === thing)
    && one.name.includes(words.trim()));
  return html`<ul class="dishes">${dishes.map((dish) => html`<li key=${dish.name}><div class="dish-head"><span
    class="row-title">${dish.name}</span>
      <button type="button" class="bare" aria-label=${say(`去掉 ${dish.name}`, `Remove ${dish.name}`)}
        onClick=${() => set(dishes.filter((one) => one !== dish))}><${Icon} name="cross" /></button></div>
      <${Used} dish=${dish} onChange=${(used) => set(dishes.map((one) => (one === dish ? { ...one, used } : one)))} /></li>`)}</ul>
    <form class="adding" onSubmit=${(event) => { event.preventDefault(); typed(); }}><input type="text" maxlength=${NAME_MAX} value=${words}
      aria-label=${say('菜名', 'Name of a dish')}
      placeholder=${say('找菜或写新菜名', 'Find or write a dish')} onInput=${(event) => setWords(event.target.value)} />
      <button type="submit" aria-label=${say('加这道菜', 'Add this dish')}><${Icon} name="plus" /></button></form>
    <div class="choice" role="group"
      aria-label=${say('常做的菜', 'Usual dishes')}>${free.map(({ thing, body: one }) => html`<button type="button"
      key=${thing} onClick=${() => { addDish({ name: one.name, dish: thing }); setWords(''); }}>
      <${Icon} name="plus" size=${18} />${one.name}</button>`)}</div>`;
}

const tidy = (body) => ({ ...body, dishes: (body.dishes ?? [])
  .map(({ name, note, dish, used }) => ({ name, ...(note ? { note } : {}), ...(dish ? { dish } : {}),
    ...(used?.length ? { used } : {}) })) });

// A new meal, or another menu for one that is there: what is there must have come first.
export function MealForm({ thing }) {
  const { day } = useDesk();
  useNews(day);
  const meal = thing === 'new' ? null : day.thing(thing);
  if (thing !== 'new' && !meal) return html`<${Head} title=${say('菜单', 'Menu')} from=${['meal']} /><${Loading}
    error=${day.sheet ? say('这一餐已不在今天的记录里', 'This meal is no longer among today\'s records') : ''} />`;
  return html`<${Menu} key=${thing} thing=${thing} meal=${meal} />`;
}

function Menu({ thing, meal }) {
  const desk = useDesk();
  const { day } = desk;
  const [body, change, done] = useDraft(`meal.${thing}`, () => (meal ? meal.body : {}));
  const [problem, setProblem] = useState('');
  const usual = day.site?.schedule?.meal_times ?? [];
  const names = [...new Set([...usual.map(({ name }) => name), ...NAMES])];
  function name(word) {
    const times = usual.find((one) => one.name === word);
    change({ name: word, ...(times ? { starts_at: isoLocal(day.date, times.from), ends_at: isoLocal(day.date, times.to) }
      : { starts_at: undefined, ends_at: undefined }) });
  }
  async function save() {
    if (!body.name) return setProblem(say('请选餐次', 'Please choose the meal'));
    if (!body.dishes?.length) return setProblem(say('请至少选一道菜', 'Please choose one dish at least'));
    const words = say(`已保存：${body.name}`, `Saved: ${body.name}`);
    if (!await (meal ? goOn(desk, meal, tidy(body), words) : add(desk, 'meal', tidy(body), { words }))) return undefined;
    done();
    return leaveTo('meal');
  }
  return html`<${Head} title=${meal ? body.name : say('加一餐', 'Add a meal')} from=${['meal']} />
    <div class="form">${!meal && html`<div class="field"><label>${say('餐次', 'Meal')}</label><div class="choice" role="group"
      aria-label=${say('餐次', 'Meal')}>${names.map((word) => html`<button type="button" key=${word}
      class=${body.name === word ? 'on' : ''} aria-pressed=${body.name === word} onClick=${() => name(word)}>${word}</button>`)}</div>
        </div>`}
      <div class="field"><label>${say('菜品', 'Dishes')}</label><${DishPicker} body=${body} change=${change} /></div>
      ${problem && html`<p class="field-problem" role="alert">${problem}</p>`}</div>
    <${SaveBar} onSave=${save} />`;
}
