// 到期的货: what is past its date, each with the three answers; all at once only after a look at the list.
import { html, useDesk, useEffect, useNews, useRef, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { isOver } from '../base/findings.js';
import { finish, unfinish } from '../parts/acts.js';
import { useAsk } from '../parts/ask.js';
import { FinishButtons } from '../parts/finish.js';
import { Icon } from '../parts/icon.js';
import { Buttons, Dialog, Empty, Head, Loading, Waiting } from '../parts/pieces.js';
import { endText, goodsName, summaryOf } from '../kinds/kinds.js';
import { FINISHED, wordOf } from '../kinds/words.js';

const ALL_FROM = 2;  // of one there is no "all"

function Goods({ record }) {
  const desk = useDesk();
  const { body } = record;
  return html`<li class="goods"><p class="row-title">${goodsName(body)}</p>
    <p class="row-text">${[endText(body), summaryOf({ ...record, body: { ...body, batch: undefined, finished_how: undefined } }, desk.day)]
    .filter(Boolean).join(' · ')}</p>
    ${body.finished_on ? html`<div class="answers done"><span class="person-state good"><${Icon} name="check"
      size=${22} />${sayPair(wordOf(FINISHED, body.finished_how))}${record.is_waiting && html`<${Waiting} />`}</span>
      <button type="button" class="inline" onClick=${() => unfinish(desk, record)}
        aria-label=${say(`撤销 ${goodsName(body)}`, `Undo ${goodsName(body)}`)}>${say('撤销', 'Undo')}</button></div>`
    : html`<${FinishButtons} record=${record} />`}</li>`;
}

// What came more than two weeks ago is asked for, one by one; staff may not read it, and are told whose it is.
function OldGoods({ finding, onKnown }) {
  const { day } = useDesk();
  const { answer, error, again } = useAsk(`/api/v1/records/${encodeURIComponent(finding.thing)}/history`, day);
  const head = answer?.versions.at(-1);
  const record = head?.body && day.grown({ ...head, thing: finding.thing, kind: 'delivery' });
  useEffect(() => { if (record) onKnown(record); }, [record?.id]);
  if (record) return html`<${Goods} record=${record} />`;
  return html`<li class="goods"><p
    class="row-title">${finding.subject}</p>${error ? html`<p class="row-text">${error}</p>` : html`<${Loading} />`}</li>`;
}

function AllUsed({ records, onGo, onClose }) {
  return html`<${Dialog} title=${say(`这 ${records.length} 批都用完了？`, `Are these ${records.length} all used up?`)} onClose=${onClose}>
    <ul class="names">${records.map(({ thing, body }) => html`<li key=${thing}>${goodsName(body)}</li>`)}</ul>
    <p class="hint">${say('还有剩的，请先单独选「已丢弃」或「已退货」。', 'What is still there: first say of it that it was thrown away or sent back.')}</p>
    <${Buttons}><button type="button" onClick=${onClose}>${say('再看看', 'Look again')}</button>
    <button type="button" class="chief" onClick=${onGo}>${say('都用完了', 'All used up')}</button><//><//>`;
}

// Rows stay where they are while the screen is open, answered or not: a second tap must not meet the next row.
function useSeen(findings) {
  const seen = useRef(new Map());
  for (const finding of findings) seen.current.set(finding.thing, finding);
  return [...seen.current.values()];
}

export function FinishScreen() {
  const desk = useDesk();
  const { day } = desk;
  useNews(day, desk.sender, desk.outbox);
  const [asking, ask] = useState(false);
  const [old, setOld] = useState({});  // what was asked for, by thing
  const list = useSeen(day.findings().filter(isOver)).map((finding) => ({ finding, record: day.thing(finding.thing) }));
  const open = list.map(({ finding, record }) => record ?? (old[finding.thing] && day.grown(old[finding.thing])))
    .filter((record) => record && !record.body.finished_on);
  const all = () => {
    ask(false);
    return finish(desk, open, 'used', say(`${open.length} 批已用完`, `${open.length} used up`));
  };
  return html`<${Head} title=${say('到期的货', 'Past their date')} from=${null}><span class="count"
      role="status">${open.length ? say(`还有 ${open.length} 批`, `${open.length} left`) : ''}</span><//>
    ${list.length === 0 ? html`<${Empty} icon="check">${say('没有要问的货', 'No goods to ask about')}<//>`
    : html`<p class="hint">${say('到期了还在的，不能再用：请丢弃或退货，再点一下。',
      'What is still there must not be used any more: throw it away or send it back, then say so.')}</p>
    <ul class="cards">${list.map(({ finding, record }) => (record ? html`<${Goods} key=${finding.thing} record=${record} />`
      : html`<${OldGoods} key=${finding.thing} finding=${finding}
        onKnown=${(head) => setOld((known) => ({ ...known, [head.thing]: head }))} />`))}</ul>`}
    ${open.length >= ALL_FROM && html`<button type="button" class="wide" onClick=${() => ask(true)}>
      <${Icon} name="check" />${say('这些都用完了', 'All of these are used up')}</button>`}
    ${list.length > 0 && open.length === 0 && html`<p class="alldone end"><${Icon} name="check"
      size=${28} />${say('都问清楚了', 'All answered')}</p>`}
    ${asking && html`<${AllUsed} records=${open} onGo=${all} onClose=${() => ask(false)} />`}`;
}
