// 日志: one day's records with what the rules say of them; on paper, one or two sheets of A4.
import { html, useDesk, useNews } from '../kit.js';
import { say } from '../base/say.js';
import { dateAfter, dateTimeText, dayText, today } from '../base/times.js';
import { go } from '../base/route.js';
import { findingText } from '../base/findings.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Empty, Loading, Verdict, worst } from '../parts/pieces.js';
import { RecordRow } from '../parts/record_row.js';
import { isMaster, kindOf, kindWord, momentText, summaryOf, titleOf } from '../kinds/kinds.js';
import { EVENTS } from '../kinds/events.js';

const ORDER = Object.keys(EVENTS);

function Dates({ date }) {
  const late = date >= today();
  return html`<div class="dates"><button type="button" class="bare" aria-label=${say('前一天', 'The day before')}
    onClick=${() => go('log', dateAfter(date, -1))}><${Icon} name="back" size=${28} /></button>
    <label class="date-now"><span>${dayText(date)}${date === today() ? say('（今天）', ' (today)') : ''}</span><input type="date"
      aria-label=${say('哪一天', 'Which day')} value=${date} max=${today()}
        onChange=${(event) => event.target.value && go('log', event.target.value)} />
      </label>
    <button type="button" class="bare" disabled=${late} aria-label=${say('后一天', 'The day after')}
      onClick=${() => go('log', dateAfter(date, 1))}>
      <${Icon} name="next" size=${28} /></button></div>`;
}

const exportPath = (ending, date, kind) => `/api/v1/export.${ending}?from=${date}&to=${date}${kind ? `&kind=${kind}` : ''}`;

function Exports({ date }) {
  return html`<div class="buttons spread no-print"><button type="button" onClick=${() => print()}>
    <${Icon} name="print" />${say('打印', 'Print')}</button>
    <a class="button" href=${exportPath('xlsx', date)} download><${Icon} name="down" />Excel</a></div>`;
}

function Counts({ records }) {
  const of = (word) => records.filter(({ verdicts }) => worst(verdicts) === word).length;
  return html`<div class="counts">${['pass', 'fail', 'not_recorded', 'cannot_judge'].filter(of)
    .map((word) => html`<span key=${word}><${Verdict}
    verdict=${word} /> ${of(word)}</span>`)}</div>`;
}

// The same on paper: a line of a table for each record, and why it did not pass.
function Sheet({ records, findings, sheet, date }) {
  const { day } = useDesk();
  return html`<div class="paper"><h1>${day.site?.name ?? ''} · ${say('食品安全日志', 'Food safety log')}</h1>
    <p>${dayText(date)} · ${say('打印于', 'printed')} ${dateTimeText(sheet.as_of)}${sheet.is_sample ? ` · ${say('样例数据', 'sample data')}`
      : ''}</p>
    ${ORDER.map((kind) => [kind, records.filter((record) => record.kind === kind)]).filter(([, list]) => list.length)
      .map(([kind, list]) => html`<table key=${kind}><caption>${kindWord(kind)}</caption>
        <tbody>${list.map((record) => html`<tr key=${record.thing}>
      <td>${momentText(record)}</td><td>${titleOf(record, day)}</td><td>${summaryOf(record, day)}</td><td>${(record.verdicts ?? [])
        .map((one, at) => html`<div key=${at}><${Verdict}
        verdict=${one.verdict} /> ${one.verdict === 'pass' ? '' : say(one.reason_zh, one.reason_en)} <small>${one.rule ?? ''}</small>
          </div>`)}</td>
      <td>${record.who}${record.versions > 1 ? say(`（改过 ${record.versions - 1} 次）`, ` (changed ${record.versions - 1}×)`) : ''}</td>
        </tr>`)}</tbody>
        </table>`)}
    ${findings.length > 0 && html`<table><caption>${say('待办与告警', 'Still missing, and warnings')}</caption>
      <tbody>${findings.map((finding) => html`<tr
      key=${finding.key}><td>${findingText(finding)}</td><td><small>${finding.rule ?? ''}${finding.source ? ` · ${finding.source}`
        : ''}</small></td>
      </tr>`)}</tbody></table>`}
    <p class="signature">${say('食品安全员签字：', 'Food-safety officer:')} ____________________</p>${sheet.chain?.hash && html`<p
      class="chain">${say('记录链', 'Chain')} ${sheet.chain.seq} · ${sheet.chain.hash}</p>`}</div>`;
}

export function LogScreen({ date: asked }) {
  const desk = useDesk();
  const { day, hub } = desk;
  useNews(day, desk.sender, desk.outbox);
  const date = /^\d{4}-\d\d-\d\d$/.test(asked ?? '') ? asked : day.date;
  const isToday = date === day.date;
  const { answer, error, again } = useAsk(isToday ? null : `/api/v1/day?date=${date}`, day);
  const sheet = isToday ? day.sheet : answer;
  const records = (isToday ? day.records() : answer?.records ?? [])
    .filter(({ kind }) => !isMaster(kind) && kind !== 'seal' && kindOf(kind));
  const findings = (sheet?.findings ?? []).filter(({ state, is_holding }) => state !== 'closed' && is_holding !== false);
  return html`<${Dates} date=${date} />${!sheet && !records.length ? html`<${Loading}
    error=${error || (hub.isAway ? say('连不上主机', 'The hub is away') : '')} again=${again} />` : html`
    <div class="screen-only"><${Counts} records=${records} />${hub.mayWatch && html`<${Exports} date=${date} />`}
    ${records.length === 0 && html`<${Empty}>${say('这一天没有记录', 'Nothing was recorded that day')}<//>`}
    ${ORDER.map((kind) => [kind, records.filter((record) => record.kind === kind)]).filter(([, list]) => list.length)
      .map(([kind, list]) => html`<section key=${kind}><div class="section-head"><h2>${kindWord(kind)} <small>${list.length}</small></h2>
      ${hub.mayWatch && html`<a class="button small" href=${exportPath('csv', date, kind)} download
        aria-label=${say(`${kindWord(kind)} 导出 CSV`, `${kindWord(kind)} as CSV`)}><${Icon} name="down" size=${18} />CSV</a>`}</div>
      <div class="rows">${list.map((record) => html`<${RecordRow} key=${record.thing} record=${record} />`)}</div></section>`)}</div>
    ${sheet && html`<${Sheet} records=${records} findings=${findings} sheet=${sheet} date=${date} />`}`}`;
}
