// 消毒: what runs, with one button to end it; and a form of two taps to start the next.
import { html, useDesk, useEffect, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { isoNow, minutesSince, timeText } from '../base/times.js';
import { go, leaveTo } from '../base/route.js';
import { useDraft } from '../base/draft.js';
import { add, goOn } from '../parts/acts.js';
import { Field, Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Waiting } from '../parts/pieces.js';
import { RecordRow } from '../parts/record_row.js';
import { NothingButton } from '../parts/nothing.js';
import { EVENTS } from '../kinds/events.js';
import { METHODS, wordOf } from '../kinds/words.js';

const TICK_MS = 10000;
const { fields } = EVENTS.disinfection;
const START = ['what', 'method', 'person'];
const END = ['temperature_c', 'concentration_mg_l', 'immersed_min', 'rinsed', 'photos', 'note'];
const named = (names) => names.map((name) => fields.find((field) => field.name === name));

// What has begun and not ended; a sensor's cycle ends by itself.
export const running = (day) => day.records('disinfection').filter(({ body, source }) => body.started_at && !body.ended_at
  && source !== 'sensor');

function Running({ record }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { what, method, started_at } = record.body;
  return html`<li class="cycle"><div><span class="row-title">${what}</span><span
    class="row-text">${sayPair(wordOf(METHODS, method))} · ${say(`${timeText(started_at)} 开始`, `since ${timeText(started_at)}`)}
      ${record.is_waiting && html`<${Waiting} />`}</span></div>
    <span class="minutes" role="timer">${minutesSince(started_at)}<small> ${say('分钟', 'min')}</small></span>
    <button type="button" class="chief" onClick=${() => go('disinfection', record.thing)}
      aria-label=${say(`结束 ${what}`, `End ${what}`)}>${say('结束', 'End')}</button></li>`;
}

export function DisinfectionScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const now = running(desk.day);
  const ended = desk.day.records('disinfection').filter((record) => !now.includes(record)).reverse();
  return html`<${Head} title=${say('消毒', 'Disinfection')} />
    <ul class="cycles">${now.map((record) => html`<${Running} key=${record.thing} record=${record} />`)}</ul>
    <button type="button" class="chief wide" onClick=${() => go('disinfection', 'new')}>
      <${Icon} name="plus" />${say('开始消毒', 'Start a cycle')}</button>
    ${!now.length && !ended.length && html`<${Empty} icon="drops">${say('今天还没有消毒', 'No cycle yet today')}<//>
      <${NothingButton} section="disinfections" />`}
    ${ended.length > 0 && html`<h2>${say('今天做完', 'Done today')}</h2><div
      class="rows">${ended.map((record) => html`<${RecordRow} key=${record.thing}
      record=${record} />`)}</div>`}`;
}

export function StartForm() {
  const desk = useDesk();
  useNews(desk.day);
  const [body, change, done] = useDraft('disinfection', () => ({}));
  const [problems, setProblems] = useState({});
  async function save() {
    const found = problemsOf(named(START), body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (!await add(desk, 'disinfection', tidyBody(fields, { ...body, started_at: isoNow() }), { words: say(`已开始：${body.what}`,
      `Started: ${body.what}`) })) return undefined;
    done();
    return leaveTo('disinfection');
  }
  return html`<${Head} title=${say('开始消毒', 'Start a cycle')} from=${['disinfection']} />
    <div class="form">${named(START).map((field) => html`<${Field} key=${field.name} field=${field} body=${body} change=${change}
      problem=${problems[field.name]} />`)}</div>
    <${SaveBar} onSave=${save} word=${say('开始', 'Start')} />`;
}

export function EndForm({ thing }) {
  const desk = useDesk();
  useNews(desk.day);
  const record = desk.day.thing(thing);
  const [parts, change, done] = useDraft(`disinfection.${thing}`, () => ({}));
  const [problems, setProblems] = useState({});
  if (!record) return html`<${Head} title=${say('结束消毒', 'End the cycle')} from=${['disinfection']} />
    <${Empty}>${say('这次消毒已不在今天的记录里', 'This cycle is no longer among today\'s records')}<//>`;
  const body = { ...record.body, ...parts };
  async function save() {
    const found = problemsOf(named(END), body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (!await goOn(desk, record, tidyBody(fields, { ...parts, method: body.method, ended_at: isoNow() }), say(`已结束：${body.what}`,
      `Ended: ${body.what}`))) return undefined;
    done();
    return leaveTo('disinfection');
  }
  return html`<${Head} title=${say(`结束：${body.what}`, `End: ${body.what}`)} from=${['disinfection']} />
    <p class="told"><${Icon} name="clock" />${say(`${sayPair(wordOf(METHODS, body.method))}，已 ${minutesSince(body.started_at)} 分钟`,
      `${sayPair(wordOf(METHODS, body.method))}, ${minutesSince(body.started_at)} minutes`)}</p>
    <div class="form"><${Fields} fields=${named(END)} body=${body} change=${change} problems=${problems} first=${END.slice(0, 4)} /></div>
    <${SaveBar} onSave=${save} word=${say('结束', 'End')} />`;
}
