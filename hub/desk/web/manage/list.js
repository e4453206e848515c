// One list of the home: people, suppliers, products, dishes or stores.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { daysBetween, today } from '../base/times.js';
import { go } from '../base/route.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Loading, Row, Waiting } from '../parts/pieces.js';
import { MASTERS } from '../kinds/masters.js';
import { summaryOf } from '../kinds/kinds.js';

const SOON_DAYS = 30;
const FIND_FROM = 12;

// How long a certificate or licence is good: colour, and a word.
function Until({ date }) {
  if (!date) return null;
  const days = daysBetween(today(), date);
  if (days < 0) return html`<span class="verdict bad"><${Icon} name="cross" size=${18} />${say('已过期', 'Expired')}</span>`;
  return days <= SOON_DAYS ? html`<span class="verdict due"><${Icon} name="clock"
    size=${18} />${say(`还有 ${days} 天`, `${days} days left`)}</span>` : null;
}

export function ListScreen({ kind }) {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const [words, setWords] = useState('');
  if (!MASTERS[kind]) return null;
  const all = desk.day.masters(kind);
  const list = all.filter(({ body }) => body.name.includes(words.trim()));
  return html`<${Head} title=${sayPair(MASTERS[kind].word)} from=${['manage']} />
    <button type="button" class="chief wide" onClick=${() => go('add', kind)}><${Icon} name="plus" />${say('添加', 'Add')}</button>
    ${all.length >= FIND_FROM && html`<input type="search" aria-label=${say('找', 'Find')} placeholder=${say('找名字', 'Find a name')}
      value=${words}
      onInput=${(event) => setWords(event.target.value)} />`}
    ${all.length === 0 && !desk.day.sheet && html`<${Loading} />`}
    ${all.length === 0 && desk.day.sheet && html`<${Empty}
      icon=${MASTERS[kind].icon}>${say('还没有，可以逐个添加，也可以导入表格', 'None yet: add them one by one, or import a table')}<//>`}
    <div class="rows">${list.map((record) => html`<${Row} key=${record.thing} title=${record.body.name} text=${summaryOf(record, desk.day)}
      path=${['record', record.thing]} tone=${record.body.left_on && record.body.left_on <= today() ? 'gone' : ''}
      right=${record.is_waiting ? html`<${Waiting} />` : html`<${Until}
        date=${record.body.health_certificate_until ?? record.body.licence_until} />`} />`)}</div>`;
}
