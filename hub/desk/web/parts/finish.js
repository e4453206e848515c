// What became of goods: three answers, one tap each.
import { html, useDesk } from '../kit.js';
import { say } from '../base/say.js';
import { finish } from './acts.js';
import { goodsName } from '../kinds/kinds.js';
import { FINISHED } from '../kinds/words.js';

export function FinishButtons({ record }) {
  const desk = useDesk();
  const name = goodsName(record.body);
  return html`<div class="answers" role="group"
    aria-label=${say(`${name} 的去向`, `What became of ${name}`)}>${FINISHED.map(([how, zh, en]) => {
    const word = say(zh, en);
    return html`<button type="button" key=${how} aria-label=${`${name} ${word}`}
      onClick=${() => finish(desk, [record], how,
        say(`${record.body.product_name} ${word}`, `${record.body.product_name}: ${word.toLowerCase()}`))}>${word}</button>`;
  })}</div>`;
}
