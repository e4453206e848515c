// One record: what it says, what the rules say of it, who wrote it when, and what it was before.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { dateText, dateTimeText } from '../base/times.js';
import { back, go, to } from '../base/route.js';
import { useAsk } from '../parts/ask.js';
import { unfinish, withdraw } from '../parts/acts.js';
import { FinishButtons } from '../parts/finish.js';
import { Icon } from '../parts/icon.js';
import { Photo, TextInput } from '../parts/inputs.js';
import { Buttons, Dialog, Head, Loading, Verdict, Waiting } from '../parts/pieces.js';
import { isMaster, kindOf, kindWord, momentOf, titleOf, valueText } from '../kinds/kinds.js';
import { FINISHED, SOURCES, wordOf } from '../kinds/words.js';
import { Moment } from '../parts/moment.js';

const STEP_WORDS = { add: ['登记', 'Entered'], go_on: ['继续', 'Went on'], correct: ['更正', 'Corrected'], withdraw: ['撤销', 'Withdrawn'] };
const FILMED = new Set(['delivery', 'disinfection', 'meal', 'sample', 'core_temperature', 'holding', 'waste', 'storage_check',
  'morning_check']);

export function Facts({ record }) {
  const { day } = useDesk();
  if (!record.body) return html`<p class="told">${say('已过保存期，内容已清除', 'Past the keeping time, erased')}</p>`;
  return html`<dl class="facts">${kindOf(record.kind).fields.filter(({ name, when }) => (!when || when(record.body))
    || record.body[name] !== undefined)
    .map((field) => {
    const value = record.body[field.name];
    if (field.type === 'photos' || field.type === 'photo') {
      const names = [value ?? []].flat();
      return names.length > 0 && html`<div key=${field.name}><dt>${sayPair(field.word)}</dt><dd
        class="photos">${names.map((name, at) => html`<a
        key=${name} href=${name.startsWith('local:') ? undefined : `/api/v1/photos/${name}`}
        target="_blank" rel="noopener"><${Photo} name=${name} alt=${`${sayPair(field.word)} ${at + 1}`} /></a>`)}</dd></div>`;
    }
    const text = valueText(field, record.body, day);
    if (!text && field.isLater) return null;
    return html`<div key=${field.name}><dt>${sayPair(field.word)}</dt><dd
      class=${text ? '' : 'missing'}>${text || say('未登记', 'Not recorded')}</dd>
      </div>`;
  })}</dl>`;
}

export function Verdicts({ verdicts = [] }) {
  return html`<ul class="verdicts">${verdicts.map((one, at) => html`<li key=${at}><${Verdict} verdict=${one.verdict} />
    <span>${say(one.reason_zh, one.reason_en)}
    ${one.rule && html`<small>${one.rule}${one.source ? ` · ${one.source}` : ''}</small>`}</span></li>`)}</ul>`;
}

// Every version, the newest first, with what was different then.
function History({ record, is_open }) {
  const { day } = useDesk();
  const { answer, error, again } = useAsk(is_open ? `/api/v1/records/${encodeURIComponent(record.thing)}/history` : null, day);
  if (!is_open) return null;
  if (!answer) return html`<${Loading} error=${error} again=${again} />`;
  const versions = answer.versions.map((version, at) => ({ ...version, before: answer.versions[at - 1] }));
  const differs = ({ body, before }) => kindOf(record.kind).fields.filter(({ name }) => before
    && JSON.stringify(body[name]) !== JSON.stringify(before.body?.[name]));
  return html`<ol class="history">${versions.reverse().map((version) => html`<li key=${version.id}>
    <strong>${sayPair(STEP_WORDS[version.step])}</strong> ${version.who} · ${dateTimeText(version.received_at)}
    ${version.reason && html`<p>${say('原因：', 'Why: ')}${version.reason}</p>`}
    ${version.step !== 'withdraw' && version.body && html`<ul>${differs(version).map((field) => html`<li
      key=${field.name}>${sayPair(field.word)}：<del>${valueText(field, version.before.body, day) || say('未登记', 'not recorded')}</del> →
      ${' '}<ins>${valueText(field, version.body, day) || say('未登记', 'not recorded')}</ins></li>`)}</ul>`}
    ${version.body === null && html`<p>${say('已过保存期，内容已清除', 'Past the keeping time, erased')}</p>`}</li>`)}</ol>`;
}

export function Reason({ title, word, onGo, onClose }) {
  const [reason, set] = useState('');
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${say('原来的记录会保留，谁都看得到改过。', 'What stood there stays on record; everyone sees that it was changed.')}</p>
    <${TextInput} id="reason" label=${say('原因', 'Why')} value=${reason} onChange=${(text) => set(text ?? '')} max=${200}
      suggest=${[say('写错了', 'Written wrongly'), say('记重了', 'Entered twice'), say('选错了', 'Chosen wrongly')]} />
    <${Buttons}><button type="button" onClick=${onClose}>${say('取消', 'Cancel')}</button><button type="button" class="chief"
      disabled=${!reason.trim()}
      onClick=${() => onGo(reason.trim())}>${word}</button><//><//>`;
}

// What is not of today is asked for.
function useRecord(thing, date) {
  const { day } = useDesk();
  const near = day.thing(thing);
  const { answer, error, again } = useAsk(!near && date && date !== day.date ? `/api/v1/day?date=${date}` : null, day);
  return { record: near ?? answer?.records.find((one) => one.thing === thing), error, again,
    isGone: !near && (date === day.date || !date || Boolean(answer)) };
}

// What became of goods, and how to say it.
function Finish({ record }) {
  const desk = useDesk();
  const { finished_how, finished_on } = record.body;
  if (!finished_on) return html`<section><h2>${say('这批货呢？', 'What became of it?')}</h2><${FinishButtons} record=${record} /></section>`;
  return html`<p class="told good"><${Icon} name="check" />${sayPair(wordOf(FINISHED, finished_how))} · ${dateText(finished_on)}
    <button type="button" class="inline" onClick=${() => unfinish(desk, record)}>${say('还有货', 'Not finished')}</button></p>`;
}

export function RecordScreen({ thing, date }) {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const [isOpen, open] = useState(false);
  const [asking, ask] = useState(false);
  const [playing, play] = useState(false);
  const { record, error, again, isGone } = useRecord(thing, date);
  if (!record) {
    return html`<${Head} title=${say('记录', 'Record')} from=${null} />${isGone && !error ? html`<p
      class="told">${say('这条记录已撤销或不存在', 'This record was withdrawn or never was')}</p>`
      : html`<${Loading} error=${error} again=${again} />`}`;
  }
  const mayChange = record.body && (desk.hub.isManager || (desk.hub.mayWrite && !isMaster(record.kind)));
  const isGoods = record.kind === 'delivery' && record.body && desk.hub.mayWrite;
  // What is past its date, or answered, stands first; of fresh goods nobody asks yet.
  const isAsked = isGoods && (record.body.finished_on || record.body.shelf_life_ends_on < desk.day.date);
  async function drop(reason) {
    ask(false);
    if (await withdraw(desk, record, reason)) back('log');
  }
  return html`<${Head} title=${titleOf(record, desk.day)} from=${null} />
    <p class="what">${kindWord(record.kind)}${record.versions > 1 && html` · <span
      class="changed">${say(`改过 ${record.versions - 1} 次`, `changed ${record.versions - 1} times`)}</span>`} ${record.is_waiting
      && html`<${Waiting} />`}</p>
    <${Verdicts} verdicts=${record.verdicts} />${isAsked && html`<${Finish} record=${record} />`}<${Facts} record=${record} />
    <p class="made">${say('登记：', 'By ')}${record.who} · ${dateTimeText(record.made_at)} · ${sayPair(wordOf(SOURCES, record.source))}</p>
    ${isGoods && !isAsked && html`<${Finish} record=${record} />`}
    <div class="buttons spread">
      ${mayChange && html`<a class="button"
        href=${to('correct', record.thing, record.day)}>${isMaster(record.kind) ? say('修改', 'Change') : say('更正', 'Correct')}</a><button
          type="button"
        onClick=${() => ask(true)}>${say('撤销', 'Withdraw')}</button>`}
      <button type="button" aria-expanded=${isOpen} onClick=${() => open(!isOpen)}><${Icon}
        name="history" />${say('历史', 'History')}</button>
      ${desk.hub.mayWatch && FILMED.has(record.kind) && html`<button type="button" onClick=${() => play(true)}>
        <${Icon} name="play" />${say('看当时录像', 'Play that moment')}</button>`}
      ${['delivery', 'meal', 'sample'].includes(record.kind) && html`<button type="button"
        onClick=${() => go('trace', 'thing', record.thing)}>
        <${Icon} name="link" />${say('追溯', 'Trace')}</button>`}</div>
    <${History} record=${record} is_open=${isOpen} />
    ${asking && html`<${Reason} title=${say('撤销这条记录？', 'Withdraw this record?')} word=${say('撤销', 'Withdraw')} onGo=${drop}
      onClose=${() => ask(false)} />`}
    ${playing && html`<${Moment} at=${momentOf(record)} camera=${record.body?.camera} kind=${record.kind}
      onClose=${() => play(false)} />`}`;
}
