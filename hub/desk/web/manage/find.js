// 查询: the past by supplier, batch, person or dish.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dateAfter, dateText, today } from '../base/times.js';
import { go } from '../base/route.js';
import { keep, restored } from '../kept.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Choice, TextInput } from '../parts/inputs.js';
import { Empty, Loading, Row, Verdict, worst } from '../parts/pieces.js';
import { kindOf, kindWord, summaryOf, titleOf } from '../kinds/kinds.js';

const BY = [['batch', '批号', 'Batch'], ['supplier', '供货商', 'Supplier'], ['person', '人员', 'Person'], ['dish', '菜品', 'Dish']];
const SPANS = [[7, '7 天', '7 days'], [30, '30 天', '30 days'], [183, '半年', 'Half a year'], [731, '两年', '2 years']];
const LISTS = { supplier: 'supplier', person: 'person', dish: 'dish' };
const SUGGEST_MAX = 12;

function Results({ query }) {
  const { day } = useDesk();
  const { by, words, days } = query;
  const from = dateAfter(today(), -days);
  const { answer, error, again } = useAsk(`/api/v1/search?${by}=${encodeURIComponent(words)}&from=${from}&to=${today()}`);
  if (!answer) return html`<${Loading} error=${error} again=${again} />`;
  if (!answer.records.length) return html`<${Empty} icon="search">${say('没有找到', 'Nothing was found')}<//>`;
  return html`<p class="hint"
    role="status">${say(`${answer.records.length} 条${answer.is_cut ? '（还有更多，请缩小范围）' : ''}`,
      `${answer.records.length} records${answer.is_cut ? ' (and more: please narrow it)' : ''}`)}</p>
    <div class="rows">${answer.records.filter(({ kind }) => kindOf(kind)).map((record) => html`<${Row} key=${record.thing}
      icon=${kindOf(record.kind).icon} title=${titleOf(record, day)}
      text=${[dateText(record.day), kindWord(record.kind), summaryOf(record, day)].filter(Boolean).join(' · ')}
      right=${worst(record.verdicts) && html`<${Verdict} verdict=${worst(record.verdicts)} />`}
        path=${['record', record.thing, record.day]} />`)}</div>`;
}

export function FindScreen() {
  const desk = useDesk();
  useNews(desk.day);
  const [query, set] = useState(() => restored('desk.find', { by: 'batch', words: '', days: 30 }));
  const [asked, ask] = useState(query.words ? query : null);
  const start = (next) => { keep('desk.find', next); set(next); ask(next.words?.trim() ? { ...next, words: next.words.trim() } : null); };
  const suggest = query.by === 'batch' ? [...new Set(desk.day.deliveries().map(({ body }) => body.batch)
    .filter(Boolean))].slice(0, SUGGEST_MAX) : desk.day.masters(LISTS[query.by]).map(({ body }) => body.name).slice(0, SUGGEST_MAX);
  return html`<div class="title"><h1>${say('查询与追溯', 'Find and trace')}</h1></div><form class="form"
    onSubmit=${(event) => { event.preventDefault(); start(query); }}>
      <${Choice} required label=${say('按什么找', 'Find by')} choices=${BY} value=${query.by}
        onChange=${(by) => { set({ ...query, by, words: '' }); ask(null); }} />
      <${TextInput} id="find" label=${say('找什么', 'What to find')} keys="search" value=${query.words} suggest=${suggest}
        onChange=${(words) => (suggest.includes(words) ? start({ ...query, words }) : set({ ...query, words: words ?? '' }))} />
      <${Choice} required label=${say('多久以来', 'Since')} choices=${SPANS} value=${query.days}
        onChange=${(days) => start({ ...query, days })} />
      <div class="buttons"><button type="submit" class="chief"><${Icon} name="search" />${say('查询', 'Find')}</button>
      ${query.by === 'batch' && html`<button type="button" disabled=${!query.words}
        onClick=${() => go('trace', 'batch', query.words.trim())}>
        <${Icon} name="link" />${say('这批货去了哪里', 'Where did it go')}</button>`}</div></form>
    ${!desk.hub.isManager && html`<div class="rows"><${Row} icon="film" title=${say('录像天数', 'Days of video')} path=${['video']} /></div>`}
    ${asked && html`<${Results} key=${JSON.stringify(asked)} query=${asked} />`}`;
}
