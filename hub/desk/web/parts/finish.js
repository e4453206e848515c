// What became of goods: three answers, one tap each.
import { html, useDesk } from '../kit.js';
import { say } from '../base/say.js';
import { dateText } from '../base/times.js';
import { finish } from './acts.js';
import { FINISHED } from '../kinds/words.js';

export const goodsName = ({ product_name, batch }) => (batch ? say(`${product_name}（${batch}）`, `${product_name} (${batch})`)
  : product_name);

export const endText = ({ shelf_life_ends_on: date }) => (date ? say(`${dateText(date)}到期`, `good until ${dateText(date)}`) : '');

export function FinishButtons({ record }) {
  const desk = useDesk();
  const name = goodsName(record.body);
  return html`<div class="answers" role="group"
    aria-label=${say(`${name} 的去向`, `What became of ${name}`)}>${FINISHED.map(([how, zh, en]) => {
    const word = say(zh, en);
    return html`<button type="button" key=${how} aria-label=${`${name} ${word}`}
      onClick=${() => finish(desk, [record], how, say(`${name}：${word}`, `${name}: ${word.toLowerCase()}`))}>${word}</button>`;
  })}</div>`;
}
