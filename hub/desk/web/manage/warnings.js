// 告警: known, handled, closed; each step says by whom and, at the end, what was done.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { dateTimeText } from '../base/times.js';
import { to } from '../base/route.js';
import { findingText, placeOf } from '../base/findings.js';
import { add } from '../parts/acts.js';
import { Icon } from '../parts/icon.js';
import { Buttons, Dialog, Empty, Head, Verdict } from '../parts/pieces.js';
import { STEPS, wordOf } from '../kinds/words.js';

const STATES = ['open', 'acknowledged', 'handled', 'closed'];
const NOTE_MAX = 300;

// What this device has said and the hub's sheet does not show yet counts, too.
function stateOf(finding, steps) {
  const told = steps.filter(({ body }) => body.finding === finding.key).map(({ body }) => STATES.indexOf(body.state));
  return STATES[Math.max(STATES.indexOf(finding.state ?? 'open'), ...told, 0)];
}

function Closing({ finding, state, onClose }) {
  const desk = useDesk();
  const [note, set] = useState('');
  async function save() {
    if (await add(desk, 'finding_step', { finding: finding.key, state, note: note.trim() },
      { words: sayPair(wordOf(STEPS, state)) })) onClose();
  }
  return html`<${Dialog} title=${state === 'closed' ? say('关闭告警', 'Close the warning') : say('怎么处理的？', 'What was done?')}
    onClose=${onClose}>
    <p>${findingText(finding)}</p>
    <textarea rows="3" maxlength=${NOTE_MAX} aria-label=${say('做了什么', 'What was done')} placeholder=${say('做了什么', 'What was done')}
      value=${note}
      onInput=${(event) => set(event.target.value)}></textarea>
    <${Buttons}><button type="button" onClick=${onClose}>${say('取消', 'Cancel')}</button><button type="button" class="chief"
      disabled=${!note.trim()}
      onClick=${save}>${say('保存', 'Save')}</button><//><//>`;
}

function Warning({ finding, state, onStep }) {
  const desk = useDesk();
  const place = placeOf(finding, desk.day);
  const next = desk.hub.isManager && STATES[STATES.indexOf(state) + 1];
  const words = { acknowledged: say('知道了', 'Acknowledge'), handled: say('已处理…', 'Handled…'), closed: say('关闭…', 'Close…') };
  return html`<li class=${`warning-card ${finding.severity}`}><p class="row-title">${findingText(finding)}</p><p
    class="row-text">${finding.verdict
    && html`<${Verdict} verdict=${finding.verdict} /> `}${finding.rule ?? ''}${finding.source ? ` · ${finding.source}` : ''}${finding.since
      ? ` · ${dateTimeText(finding.since)}` : ''}</p>
    <ol class="steps" aria-label=${say('进度', 'Progress')}>${STEPS.map(([step, zh, en]) => html`<li key=${step}
      class=${STATES.indexOf(state) >= STATES.indexOf(step) ? 'good' : ''}>${STATES.indexOf(state) >= STATES.indexOf(step)
      && html`<${Icon} name="check" size=${18} />`}${say(zh, en)}</li>`)}</ol>
    <div class="buttons">${place && html`<a class="button" href=${to(...place)}>${say('去看', 'Open')}</a>`}${next
      && html`<button type="button"
      class="chief" onClick=${() => onStep(next)}>${words[next]}</button>`}</div></li>`;
}

export function WarningsScreen() {
  const desk = useDesk();
  const { day } = desk;
  useNews(day, desk.sender, desk.outbox);
  const [asking, ask] = useState(null);  // { finding, state }
  const steps = day.records('finding_step');
  const list = (day.sheet?.findings ?? []).filter(({ severity }) => severity !== 'todo')
    .map((finding) => ({ finding, state: stateOf(finding, steps) }));
  const isOver = ({ finding, state }) => state === 'closed' || finding.is_holding === false;
  const open = list.filter((one) => !isOver(one)), closed = list.filter(isOver);
  const step = (finding, state) => (state === 'acknowledged' ? add(desk, 'finding_step', { finding: finding.key, state },
    { words: say('已知悉',
    'Acknowledged') }) : ask({ finding, state }));
  const draw = ({ finding, state }) => html`<${Warning} key=${finding.key} finding=${finding} state=${state}
    onStep=${(next) => step(finding, next)} />`;
  return html`<${Head} title=${say('告警', 'Warnings')} from=${null} />${open.length ? html`<ul class="warnings">${open.map(draw)}</ul>`
    : html`<${Empty} icon="check">${say('没有未关闭的告警', 'No open warnings')}<//>`}
    ${closed.length > 0 && html`<h2>${say('今天已了结', 'Over and done with today')}</h2><ul class="warnings">${closed.map(draw)}</ul>`}
    ${asking && html`<${Closing} finding=${asking.finding} state=${asking.state} onClose=${() => ask(null)} />`}`;
}
