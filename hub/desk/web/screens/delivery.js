// 进货: what came today, and a form that a product fills in beforehand.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dateAfter, isoNow } from '../base/times.js';
import { go, leaveTo } from '../base/route.js';
import { findingText, isOver } from '../base/findings.js';
import { useDraft } from '../base/draft.js';
import { add } from '../parts/acts.js';
import { Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Row } from '../parts/pieces.js';
import { RecordRow } from '../parts/record_row.js';
import { NothingButton } from '../parts/nothing.js';
import { EVENTS } from '../kinds/events.js';

const { fields } = EVENTS.delivery;
const FIRST = ['quantity', 'batch', 'produced_on', 'shelf_life_ends_on', 'supplier', 'supplier_name', 'certificates', 'photos'];
const FILTER_FROM = 9;  // products that are found without typing

export function DeliveriesScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const list = desk.day.records('delivery').reverse();
  const over = desk.day.findings().filter(isOver);
  return html`<${Head} title=${say('进货', 'Deliveries')} />
    <button type="button" class="chief wide" onClick=${() => go('delivery', 'new')}><${Icon}
      name="plus" />${say('登记进货', 'New delivery')}</button>
    ${over.length > 0 && html`<div class="rows"><${Row} icon="clock" title=${say('到期的货', 'Past their date')} path=${['delivery', 'finish']}
      text=${over.length === 1 ? findingText(over[0]) : say(`${over.length} 批：用完了，还是还在？`, `${over.length}: used up, or still there?`)} />
        </div>`}
    ${list.length === 0 ? html`<${Empty} icon="box">${say('今天还没有进货', 'No delivery yet today')}<//><${NothingButton} section="deliveries" />`
    : html`<h2>${say('今天到货', 'Today')}</h2><div class="rows">${list.map((record) => html`<${RecordRow} key=${record.thing}
      record=${record} />`)}</div>`}`;
}

// The goods that came last come first.
function productsOf(day) {
  const came = new Map();
  day.deliveries().forEach(({ body }, at) => { if (body.product && !came.has(body.product)) came.set(body.product, at); });
  return day.masters('product').sort((a, b) => (came.get(a.thing) ?? 1e6) - (came.get(b.thing) ?? 1e6));
}

function fromProduct({ thing, body }, day) {
  const supplier = day.thing(body.supplier)?.body;
  return { product: thing, product_name: body.name, product_kind: body.product_kind, unit: body.unit, specification: body.specification,
    origin: body.origin,
    supplier: body.supplier, supplier_name: supplier?.name, supplier_licence_until: supplier?.licence_until,
    shelf_life_days: body.shelf_life_days };
}

function Products({ onPick }) {
  const { day } = useDesk();
  const [words, setWords] = useState('');
  const all = productsOf(day);
  const list = all.filter(({ body }) => body.name.includes(words.trim()));
  return html`<div class="form">${all.length >= FILTER_FROM && html`<input type="search" aria-label=${say('找食材', 'Find a product')}
    placeholder=${say('找食材', 'Find a product')} value=${words}
      onInput=${(event) => setWords(event.target.value)} />`}
    <div class="choice big two">${list.map((product) => html`<button type="button" key=${product.thing}
      onClick=${() => onPick(fromProduct(product, day))}>${product.body.name}</button>`)}
    <button type="button" class="other" onClick=${() => onPick({ product_name: words.trim(), is_other: true })}>
      <${Icon} name="plus" />${say('其他食材', 'Something else')}</button></div></div>`;
}

export function DeliveryForm() {
  const desk = useDesk();
  useNews(desk.day);
  const [body, change, done] = useDraft('delivery', () => ({}));
  const [problems, setProblems] = useState({});
  const isChosen = body.product || body.is_other;
  const first = body.is_other ? ['product_name', 'product_kind', 'unit', ...FIRST] : FIRST;
  // The shelf life follows the date of production until somebody writes another; name and licence follow the supplier.
  function take(parts) {
    const more = {};
    if (parts.produced_on && body.shelf_life_days) more.shelf_life_ends_on = dateAfter(parts.produced_on, body.shelf_life_days);
    if ('supplier' in parts) {
      const supplier = desk.day.thing(parts.supplier)?.body;
      Object.assign(more, { supplier_name: supplier?.name, supplier_licence_until: supplier?.licence_until });
    }
    change({ ...more, ...parts });
  }
  async function save() {
    const found = problemsOf(fields, body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    const { shelf_life_days, is_other, ...sent } = body;
    if (!await add(desk, 'delivery', tidyBody(fields, { ...sent, arrived_at: sent.arrived_at ?? isoNow() }))) return undefined;
    done();
    return leaveTo('delivery');
  }
  if (!isChosen) return html`<${Head} title=${say('到了什么？', 'What came?')} from=${['delivery']} /><${Products} onPick=${take} />`;
  return html`<${Head} title=${body.product_name || say('其他食材', 'Something else')} from=${['delivery']}>
      <button type="button" class="inline" onClick=${done}>${say('换食材', 'Another product')}</button><//>
    <div class="form"><${Fields} fields=${fields.filter(({ name }) => name !== 'product_name' || body.is_other)} body=${body} change=${take}
      problems=${problems} first=${first} /></div>
    <${SaveBar} onSave=${save} />`;
}
