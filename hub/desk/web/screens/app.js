// The frame around all screens: where to go, what waits, who is here.
import { DeskContext, html, useEffect, useNews } from '../kit.js';
import { languageNews, say } from '../base/say.js';
import { to, useRoute, WRITES } from '../base/route.js';
import { Icon } from '../parts/icon.js';
import { Toast } from '../parts/toast.js';
import { Empty } from '../parts/pieces.js';
import { CheckScreen } from './check.js';
import { CheckPersonScreen, ClearScreen } from './check_person.js';
import { AddScreen, CorrectScreen } from './correct.js';
import { DeliveriesScreen, DeliveryForm } from './delivery.js';
import { DisinfectionScreen, EndForm, StartForm } from './disinfection.js';
import { FinishScreen } from './finish.js';
import { LoginScreen } from './login.js';
import { LogScreen } from './log.js';
import { MealForm, MealsScreen } from './meal.js';
import { MeScreen } from './me.js';
import { QueueScreen } from './queue.js';
import { RecordScreen } from './record.js';
import { SampleScreen } from './sample.js';
import { TemperatureScreen } from './temperature.js';
import { TodayScreen } from './today.js';
import { NothingScreen, WasteScreen } from './waste.js';
import { MANAGE } from '../manage/manage.js';

// By the first word of the address; the others are what it is about.
const SCREENS = {
  check: (person) => (person ? html`<${CheckPersonScreen} key=${person} person=${person} />` : html`<${CheckScreen} />`),
  clear: (person) => html`<${ClearScreen} key=${person} person=${person} />`,
  delivery: (what) => (what === 'new' ? html`<${DeliveryForm} />` : what === 'finish' ? html`<${FinishScreen} />`
    : html`<${DeliveriesScreen} />`),
  disinfection: (what) => (what === 'new' ? html`<${StartForm} />` : what ? html`<${EndForm} key=${what} thing=${what} />`
    : html`<${DisinfectionScreen} />`),
  meal: (what) => (what ? html`<${MealForm} key=${what} thing=${what} />` : html`<${MealsScreen} />`),
  sample: () => html`<${SampleScreen} />`, temperature: (tab) => html`<${TemperatureScreen} tab=${tab} />`,
  waste: () => html`<${WasteScreen} />`, nothing: () => html`<${NothingScreen} />`,
  log: (date) => html`<${LogScreen} key=${date} date=${date} />`, record: (thing, date) => html`<${RecordScreen} key=${thing} thing=${thing}
    date=${date} />`,
  correct: (thing, date) => html`<${CorrectScreen} key=${thing} thing=${thing} date=${date} />`, add: (kind) => html`<${AddScreen}
    key=${kind}
    kind=${kind} />`,
  queue: () => html`<${QueueScreen} />`, me: () => html`<${MeScreen} />`, ...MANAGE,
};
const LOGS = new Set(['log', 'record', 'correct']);

function tabsOf(hub) {
  const tabs = [['', 'home', say('今天', 'Today')], ['log', 'list', say('日志', 'Log')]];
  if (hub.mayWatch) tabs.push(['find', 'search', say('查询', 'Find')]);
  if (hub.isManager) tabs.push(['manage', 'gear', say('管理', 'Manage')]);
  return [...tabs, ['me', 'person', hub.me?.name ?? '']];
}

// Which tab a screen belongs to.
function tabOf(at) {
  if (LOGS.has(at)) return 'log';
  if (WRITES.has(at)) return '';
  if (at === 'trace') return 'find';
  return at in MANAGE && at !== 'find' ? 'manage' : at;
}

function Tabs({ desk, at }) {
  const now = tabOf(at);
  return html`<nav class="tabbar" aria-label=${say('主菜单', 'Main')}>${tabsOf(desk.hub).map(([name, icon, word]) => html`<a key=${name}
    href=${to(...(name ? [name] : []))} aria-current=${name === now ? 'page' : undefined}>
    <${Icon} name=${icon} size=${26} /><span>${word}</span></a>`)}</nav>`;
}

// Nothing is said while all is well.
function SyncBar({ desk }) {
  const { sender, hub, outbox } = desk;
  useNews(sender, hub, outbox);
  const waiting = sender.waiting.length, refused = sender.refused.length;
  if (refused) return html`<a class="sync bad" role="status" href=${to('queue')}><${Icon} name="warning"
    size=${20} />${say(`${refused} 条没有被接受，请看一下`, `${refused} refused: please look`)}</a>`;
  if (waiting) return html`<a class="sync due" role="status" href=${to('queue')}><${Icon} name="cloud"
    size=${20} />${say(`待同步 ${waiting}`, `${waiting} waiting to be sent`)}${hub.isAway ? say(' · 连不上主机', ' · the hub is away') : ''}</a>`;
  if (hub.isAway) return html`<p class="sync due" role="status"><${Icon} name="cloud"
    size=${20} />${say('连不上主机，记录先存在本机', 'The hub is away; records are kept here')}</p>`;
  return null;
}

export function App({ desk }) {
  useNews(desk.hub, languageNews);
  const [name = '', ...more] = useRoute();
  const screen = name === '' ? html`<${TodayScreen} />` : SCREENS[name]?.(...more);
  useEffect(() => { document.title = say('阳光食堂登记台', 'Sunhall desk'); });
  const isOut = !desk.hub.me;
  // Behind a log-in nothing is thrown away: what was typed is there again.
  return html`<${DeskContext.Provider}
    value=${desk}>${isOut ? html`<${LoginScreen} />` : html`<div class="frame"><${Tabs} desk=${desk} at=${name} />
    <div class="body"><${SyncBar} desk=${desk} />
    <main class="screen" key=${[name, ...more].join('/')}>${screen && (desk.hub.mayWrite || !WRITES.has(name)) ? screen
      : html`<${Empty} icon="question">${say('没有这个页面', 'There is no such screen')}<//>`}</main></div></div>`}<${Toast} /><//>`;
}
