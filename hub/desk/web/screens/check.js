// 晨检: everybody on shift, one tap for who is well, a form for who is not. Nobody is passed unseen: there is no button for all.
import { html, useDesk, useNews, useRef, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { isoNow, timeText } from '../base/times.js';
import { go } from '../base/route.js';
import { rosterOf } from '../base/roster.js';
import { keep, restored } from '../kept.js';
import { add, withdraw } from '../parts/acts.js';
import { Icon } from '../parts/icon.js';
import { Dialog, Empty, Head, Waiting } from '../parts/pieces.js';
import { BODY_QUICK } from '../kinds/events.js';
import { ABSENCES, HYGIENE, SYMPTOMS, wordOf } from '../kinds/words.js';

// What one tap says: the hint above the list tells the reader the same.
const well = (person, temperature_c) => ({ person, outcome: 'passed', checked_at: isoNow(), symptoms: [],
  hygiene: Object.fromEntries(HYGIENE.map(([name]) => [name, true])), ...(temperature_c ? { temperature_c } : {}) });

const nameOf = ({ person }) => person.body.name;

function Temperatures({ row, onPick, onClose }) {
  return html`<${Dialog} title=${say(`${nameOf(row)} 的体温`, `Temperature of ${nameOf(row)}`)} onClose=${onClose}>
    <div class="choice big">${[...BODY_QUICK, 37.2].map((number) => html`<button type="button" key=${number}
      onClick=${() => onPick(number)}>${number.toFixed(1)}</button>`)}</div>
    <p class="hint">${say('37.3 °C 及以上请选「异常」', 'From 37.3 °C on choose “Unwell”')}</p>
    <button type="button" class="wide" onClick=${onClose}>${say('取消', 'Cancel')}</button><//>`;
}

function Why({ row, onClose }) {
  const desk = useDesk();
  const pick = (why) => {
    add(desk, 'absence', { person: row.person.thing, why }, { words: say(`${nameOf(row)}：今天不在岗`, `${nameOf(row)}: not on shift today`) });
    onClose();
  };
  return html`<${Dialog} title=${say(`${nameOf(row)} 今天不在岗`, `${nameOf(row)} is not on shift`)} onClose=${onClose}>
    <div class="choice big">${ABSENCES.map(([word, zh, en]) => html`<button type="button" key=${word}
      onClick=${() => pick(word)}>${say(zh, en)}</button>`)}</div>
    <button type="button" class="wide" onClick=${onClose}>${say('取消', 'Cancel')}</button><//>`;
}

function Due({ row, onPass, onWhy }) {
  const { body, thing } = row.person;
  return html`<li class="person due"><button type="button" class="person-who" onClick=${onWhy}
    aria-label=${say(`${body.name}：今天不在岗？`, `${body.name}: not on shift?`)}>
      <span class="person-name">${body.name}</span><span
        class="person-job">${body.job}${body.shift_starts ? ` · ${body.shift_starts}` : ''}</span>
        </button>
    <button type="button" class="ill" onClick=${() => go('check', thing)}
      aria-label=${say(`${body.name} 异常`, `${body.name} is not well`)}>${say('异常', 'Unwell')}</button>
    <button type="button" class="well" onClick=${onPass} aria-label=${say(`${body.name} 合格`, `${body.name} passed`)}><${Icon} name="check"
      size=${28} />${say('合格', 'Well')}</button></li>`;
}

const TONES = { passed: ['good', 'check'], off_post: ['bad', 'cross'], cleared: ['good', 'check'], absent: ['calm', 'none'] };

function stateText({ state, check, absence }) {
  if (state === 'passed') return say('合格', 'Passed') + (check.body.temperature_c ? ` ${check.body.temperature_c} °C` : '');
  if (state === 'off_post') return say('离岗', 'Off post');
  if (state === 'cleared') return say('已复岗', 'Back on post');
  return absence?.body.why ? sayPair(wordOf(ABSENCES, absence.body.why)) : say('今天不上班', 'Not on shift');
}

function Done({ row }) {
  const desk = useDesk();
  const { person, check, absence, state } = row;
  const [tone, icon] = TONES[state];
  const record = check ?? absence;
  const symptoms = (check?.body.symptoms ?? []).map((word) => sayPair(wordOf(SYMPTOMS, word))).join(say('、', ', '));
  return html`<li class="person done"><span class="person-who"><span class="person-name">${person.body.name}</span>
      <span class="person-job">${check ? timeText(check.body.checked_at ?? check.made_at) : person.body.job}${symptoms ? ` · ${symptoms}`
        : ''}</span>
        </span>
    <span class="person-state ${tone}"><${Icon} name=${icon}
      size=${22} />${stateText(row)}${record?.is_waiting && html`<${Waiting} />`}</span>
    ${state === 'off_post' && html`<button type="button" onClick=${() => go('clear', person.thing)}
      aria-label=${say(`${person.body.name} 复岗`, `${person.body.name} back on post`)}>${say('复岗', 'Back')}</button>`}
    ${record && state !== 'off_post' && html`<button type="button" class="inline"
      aria-label=${say(`撤销 ${person.body.name}`, `Undo ${person.body.name}`)}
      onClick=${() => withdraw(desk, record, say('点错了', 'Tapped by mistake'))}>${say('撤销', 'Undo')}</button>`}</li>`;
}

// Rows stay where they are while the list is open: a second tap of a wet finger must not meet the next person.
function useSteady(rows) {
  const places = useRef(new Map());
  const fresh = rows.filter(({ person }) => !places.current.has(person.thing));
  for (const row of [...fresh.filter(({ state }) => state === 'due'),
    ...fresh.filter(({ state }) => state !== 'due')]) places.current.set(row.person.thing, places.current.size);
  return [...rows].sort((a, b) => places.current.get(a.person.thing) - places.current.get(b.person.thing));
}

export function CheckScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const [asking, ask] = useState(null);   // the row whose temperature is asked for
  const [away, setAway] = useState(null);  // the row that is perhaps not on shift
  const [withTemperature, setWith] = useState(restored('desk.temperature', false));
  const rows = useSteady(rosterOf(desk.day));
  const due = rows.filter(({ state }) => state === 'due').length;
  const pass = (row, temperature_c) => {
    ask(null);
    add(desk, 'morning_check', well(row.person.thing, temperature_c), { words: say(`${nameOf(row)} 合格`, `${nameOf(row)} passed`) });
  };
  const turn = () => { keep('desk.temperature', !withTemperature); setWith(!withTemperature); };
  return html`<${Head} title=${say('晨检', 'Morning check')}><span class="count"
    role="status">${due ? say(`还有 ${due} 人`, `${due} left`) : ''}</span><//>
    ${rows.length === 0 ? html`<${Empty} icon="person">${say('还没有人员，请管理员先添加', 'Nobody is listed yet; a manager can add people')}<//>`
      : html`
    <p class="hint">${say('看过本人再点「合格」：没有症状，帽、衣、口罩、首饰、指甲、洗手六项都好。',
    'Look at each person first. “Well” says: no symptoms, and cap, coat, mask, no jewellery, short nails, washed hands.')}</p>
    <label class="switch"><input type="checkbox" checked=${withTemperature} onChange=${turn} /><span>${say('同时记体温',
  'Ask for the temperature, too')}</span></label>
    <ul class="people">${rows.map((row) => (row.state === 'due'
    ? html`<${Due} key=${row.person.thing} row=${row} onPass=${() => (withTemperature ? ask(row) : pass(row))}
      onWhy=${() => setAway(row)} />`
    : html`<${Done} key=${row.person.thing} row=${row} />`))}</ul>
    ${due === 0 && html`<p class="alldone end"><${Icon} name="check" size=${28} />${say('今天的晨检都做完了', 'All morning checks are done')}</p>`}`}
    ${asking && html`<${Temperatures} row=${asking} onPick=${(number) => pass(asking, number)} onClose=${() => ask(null)} />`}
    ${away && html`<${Why} row=${away} onClose=${() => setAway(null)} />`}`;
}
