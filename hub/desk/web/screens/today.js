// 今天: first what is still missing, then everything one can do.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dayText, isPast, timeText } from '../base/times.js';
import { to, WRITES } from '../base/route.js';
import { groupFindings } from '../base/findings.js';
import { rosterOf } from '../base/roster.js';
import { FinishButtons } from '../parts/finish.js';
import { Icon } from '../parts/icon.js';
import { Tile } from '../parts/pieces.js';
import { missingSamples } from './sample.js';
import { running } from './disinfection.js';

const SHOWN_MAX = 5;
const LEVELS = { breach: ['warning', '告警', 'Alarm'], warning: ['warning', '注意', 'Warning'], todo: ['clock', '待办', 'To do'] };

function Todo({ group }) {
  const [icon, zh, en] = LEVELS[group.severity] ?? LEVELS.todo;
  const { hub } = useDesk();
  const isAsked = group.goods && hub.mayWrite;  // what is answered here needs no other screen
  const place = group.place && (hub.mayWrite || !WRITES.has(group.place[0])) ? group.place : null;
  const isLate = group.due && isPast(group.due);
  const inside = html`<span class="todo-mark"><${Icon} name=${icon} size=${22} />${say(zh, en)}</span><span class="row-words"><span
    class="row-title">${group.text}</span>
    ${(group.more || group.due) && html`<span class="row-text">${group.due && html`<span
      class=${isLate ? 'late' : ''}>${isLate ? say(`已过 ${timeText(group.due)}`, `was due ${timeText(group.due)}`)
        : say(`${timeText(group.due)} 前`,
        `by ${timeText(group.due)}`)}</span>`}
    ${group.due && group.more ? ' · ' : ''}${group.more}</span>`}</span>${place && !isAsked
      && html`<${Icon} name="next" size=${20} />`}`;
  if (isAsked) return html`<li class=${`todo ${group.severity}`}><div class="todo-asked">${inside}<${FinishButtons}
    record=${group.goods} /></div></li>`;
  return html`<li class=${`todo ${group.severity}`}>${place ? html`<a href=${to(...place)}>${inside}</a>`
    : html`<div>${inside}</div>`}</li>`;
}

// The worst few; the others with a tap, so that the ways to record are never far.
function Todos({ groups }) {
  const [isOpen, open] = useState(false);
  const shown = isOpen ? groups : groups.slice(0, SHOWN_MAX);
  return html`<ul class="todos">${shown.map((group) => html`<${Todo} key=${group.key} group=${group} />`)}</ul>
    ${shown.length < groups.length && html`<button type="button" class="inline wide"
      onClick=${() => open(true)}>${say(`还有 ${groups.length - shown.length} 项`,
      `${groups.length - shown.length} more`)}</button>`}`;
}

function tilesOf(day) {
  const roster = rosterOf(day), due = roster.filter(({ state }) => state === 'due').length,
  off = roster.filter(({ state }) => state === 'off_post').length;
  const shift = roster.filter(({ state }) => state !== 'absent').length;
  const count = (kind) => day.records(kind).length;
  const plain = (kind) => (count(kind) ? [say(`${count(kind)} 条`, `${count(kind)}`), 'good'] : [say('未登记', 'Nothing yet'), '']);
  const meals = day.records('meal'), served = meals.filter(({ body }) => body.served_at).length;
  const missing = missingSamples(day).length, runs = running(day).length;
  const checks = off ? [say(`${off} 人离岗`, `${off} off post`), 'bad'] : due ? [say(`${shift - due}/${shift}`,
    `${shift - due} of ${shift}`), 'due'] : shift ? [say(`${shift} 人`, `${shift}`), 'good'] : ['', ''];
  const samples = missing ? [say(`还差 ${missing}`, `${missing} left`), 'due'] : plain('sample');
  const cycles = runs ? [say(`${runs} 个进行中`, `${runs} running`), 'due'] : plain('disinfection');
  const menu = meals.length ? [say(`开餐 ${served}/${meals.length}`,
    `${served} of ${meals.length} served`), served === meals.length ? 'good' : 'due'] : [say('未登记', 'Nothing yet'), ''];
  return [
    ['person', say('晨检', 'Morning check'), checks, ['check']], ['box', say('进货', 'Deliveries'), plain('delivery'), ['delivery']],
    ['bowl', say('菜单与开餐', 'Menu and meals'), menu, ['meal']], ['jar', say('留样', 'Samples'), samples, ['sample']],
    ['drops', say('消毒', 'Disinfection'), cycles, ['disinfection']], ['thermometer', say('测温', 'Temperatures'), plain('storage_check'),
      ['temperature']],
    ['bin', say('废弃物', 'Waste'), plain('waste'), ['waste']],
    ['none', say('今日无', 'None today'), [count('nothing') ? say(`${count('nothing')} 项`,
      `${count('nothing')}`) : '', ''], ['nothing']],
  ];
}

export function TodayScreen() {
  const desk = useDesk();
  const { day } = desk;
  useNews(day, desk.sender, desk.outbox);
  const groups = groupFindings(day.findings(), day);
  const notices = day.records('notice').filter(({ body }) => !body.until || !isPast(body.until));
  return html`<div class="title"><h1>${dayText(day.date)}</h1><p>${day.site?.name ?? ''}${day.sheet?.is_sample ? html` <span
    class="sample-mark">${say('样例数据', 'Sample data')}</span>` : ''}</p></div>
    ${notices.map(({ thing, body }) => html`<p key=${thing} class=${`told notice ${body.level}`}><${Icon}
      name="megaphone" />${body.text}</p>`)}
    <section aria-label=${say('待办', 'To do')}>${!day.sheet ? html`<p class="loading"
      role="status">${desk.hub.isAway ? say('连不上主机，仍可登记', 'The hub is away; you can still record') : say('正在读取…', 'Loading…')}</p>`
    : groups.length === 0 ? html`<p class="alldone"><${Icon} name="check" size=${28} />${say('现在没有待办', 'Nothing to do now')}</p>`
      : html`<${Todos} groups=${groups} />`}</section>
    ${desk.hub.mayWrite && html`<nav class="tiles" aria-label=${say('登记', 'Record')}>${tilesOf(day)
      .map(([icon, word, [state, tone], path]) => html`<${Tile} key=${icon} icon=${icon} word=${word} state=${state} tone=${tone}
      path=${path} />`)}</nav>`}`;
}
