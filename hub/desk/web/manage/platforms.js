// 监管平台: how the links to supervision platforms stand, and what their operators are to be asked.
import { html, useEffect } from '../kit.js';
import { say } from '../base/say.js';
import { clock, dateTimeText, minutesSince } from '../base/times.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Loading } from '../parts/pieces.js';
import { UploadCards } from './uploads.js';

const EVERY_MS = 10000;
const DRIFT_MS = 2000;  // less is the way there and back
const STATES = { registered: ['check', '已注册', 'Registered', 'good'], connecting: ['clock', '正在注册', 'Registering', 'due'],
  refused: ['cross', '拒绝注册', 'Refused', 'bad'], lost: ['cross', '未注册', 'Not registered', 'bad'] };
const EDITIONS = { '1.0': '2011', '1.1': '2011', '2.0': '2016', '3.0': '2022' };

function spanText(iso) {
  const minutes = minutesSince(iso);
  if (minutes < 120) return say(`${minutes} 分钟`, `${minutes} min`);
  if (minutes < 48 * 60) return say(`${Math.floor(minutes / 60)} 小时`, `${Math.floor(minutes / 60)} h`);
  return say(`${Math.floor(minutes / 1440)} 天`, `${Math.floor(minutes / 1440)} days`);
}

// To a tenth; a nought has no sign.
const secondsText = (ms) => (Math.round(ms / 100) / 10 || 0).toFixed(1);

function advice({ state, clock_drift_ms }) {
  if (state === 'refused') {
    return say('平台拒绝：请与平台核对设备编码、用户名和密码。', 'It refuses: check the device number, user and password with its operator.');
  }
  if (state === 'lost') {
    return say('平台没有应答：请检查网络，或问平台是否在维护。', 'It does not answer: check the network, or ask whether it is being serviced.');
  }
  if (Math.abs(clock_drift_ms ?? 0) > DRIFT_MS) {
    return say('两边的时钟不一致：录像会按错误的时间查找，请都校准到时间服务器。',
      'The clocks differ, so recordings are looked for at wrong times: set both by a time server.');
  }
  return '';
}

const Fact = ({ name, children }) => html`<p class="row-text">${name}${say('：', ': ')}${children}</p>`;

function Platform({ one }) {
  const [icon, zh, en, tone] = STATES[one.state] ?? STATES.lost;
  const told = advice(one);
  return html`<li><div class="store-head"><span class="row-title">${one.name}</span><span class=${`verdict ${tone}`}><${Icon} name=${icon}
    size=${18} />${say(zh, en)}${one.since && one.state !== 'registered' ? ` ${spanText(one.since)}` : ''}</span></div>
    ${told && html`<p class="told line bad"><${Icon} name="warning" />${told}</p>`}
    ${one.trouble && html`<${Fact} name=${say('平台说', 'It says')}>${one.trouble}<//>`}
    ${one.registered_until && html`<${Fact} name=${say('注册有效至', 'Registered until')}>${dateTimeText(one.registered_until)}<//>`}
    ${one.version && html`<${Fact} name=${say('协议版本', 'Edition')}>GB/T 28181-${EDITIONS[one.version] ?? one.version}<//>`}
    ${one.clock_drift_ms !== null && html`<${Fact} name=${say('时钟相差', 'Clocks differ by')}>
      ${say(`${secondsText(one.clock_drift_ms)} 秒`, `${secondsText(one.clock_drift_ms)} s`)}<//>`}
    <${Fact} name=${say('正在看', 'Being watched')}>${say(`${one.sessions} 路`, `${one.sessions}`)}<//>
    <${Fact} name=${say('断开', 'Lost')}>${say(`${one.lost} 次`, `${one.lost} times`)}${one.missed_keepalives > 0
    ? say(`，心跳未应答 ${one.missed_keepalives} 次`, `, ${one.missed_keepalives} keepalives unanswered`) : ''}<//></li>`;
}

export function PlatformsScreen() {
  const { answer, error, again } = useAsk('/api/v1/platforms');
  useEffect(() => {
    const timer = setInterval(again, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<${Head} title=${say('监管平台', 'Supervision platforms')} from=${['manage']} />${!answer ? html`<${Loading} error=${error}
    again=${again} />` : answer.platforms.length + answer.uploads.length === 0
    ? html`<${Empty} icon="cloud">${say('没有接入监管平台', 'No supervision platform is joined')}<//>`
    : html`${answer.platforms.length > 0 && html`<h2>${say('视频联网', 'Video and alarms')}</h2>
      <p class="hint">${say(`主机时间 ${dateTimeText(new Date(clock.now()).toISOString())}。装好后可在主机上运行`,
        `The hub's clock: ${dateTimeText(new Date(clock.now()).toISOString())}. After installing, run on the hub`)}${' '}
      <code>sunhall-hub platform test</code></p>
    <ul class="cards">${answer.platforms.map((one) => html`<${Platform} key=${one.id} one=${one} />`)}</ul>`}
    <${UploadCards} uploads=${answer.uploads} />`}`;
}

// What the managers' list says in a line: how many video platforms are joined, and whether one is not; uploads are
// told inside.
export function platformsText(platforms) {
  const away = platforms.filter(({ state }) => state !== 'registered').length;
  if (!platforms.length) return say('查看接入与上报', 'Links and uploads');
  return away ? say(`${platforms.length} 个，${away} 个未注册`, `${platforms.length}, ${away} not registered`)
    : say(`${platforms.length} 个，都已注册`, `${platforms.length}, all registered`);
}
