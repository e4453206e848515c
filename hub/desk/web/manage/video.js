// 录像天数: how many days of video each camera really has, day by day, and what is missing.
import { html, useDesk, useNews } from '../kit.js';
import { say } from '../base/say.js';
import { dateAt, dateText, spanQuery } from '../base/times.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Loading } from '../parts/pieces.js';

const DAYS = 30;
const DAY_MS = 86400000;
const WHOLE = 0.98;  // of a day: cameras are restarted now and then
const FLOOR_DAYS = 7;  // of the notice of 2023

// The share of each of the last days that is recorded, the oldest first.
function sharesOf(coverage, to_ms) {
  return Array.from({ length: DAYS }, (_, at) => {
    const from = to_ms - (DAYS - at) * DAY_MS, to = from + DAY_MS;
    const sum = coverage.filter(({ recorded }) => recorded)
      .reduce((total, span) => total + Math.max(0, Math.min(to, Date.parse(span.to)) - Math.max(from, Date.parse(span.from))), 0);
    return { date: dateAt(to - 1), share: sum / DAY_MS };
  });
}

const STATES = { live: ['check', '正常', 'Live', 'good'], opening: ['clock', '正在连接', 'Connecting', 'due'],
  delayed: ['clock', '信号延迟', 'Delayed', 'due'], lost: ['cross', '信号中断', 'Lost', 'bad'] };

function Camera({ camera, to_ms }) {
  const path = `/api/v1/recordings?camera=${encodeURIComponent(camera.id)}&${spanQuery(to_ms - DAYS * DAY_MS, to_ms)}`;
  const { answer, error, again } = useAsk(path);
  const shares = answer ? sharesOf(answer.coverage, to_ms) : [];
  const days = shares.reduce((sum, { share }) => sum + share, 0);
  const [icon, zh, en, tone] = STATES[camera.state] ?? STATES.lost;
  return html`<li><div class="store-head"><span class="row-title">${camera.name}</span><span class=${`verdict ${tone}`}><${Icon}
    name=${icon}
    size=${18} />${say(zh, en)}</span></div>
    ${!answer ? html`<${Loading} error=${error} again=${again} />` : html`<p class="days"><strong
      class=${days < FLOOR_DAYS ? 'late' : ''}>${days.toFixed(1)}</strong> ${say(`天（近 ${DAYS} 天）`, `days (of the last ${DAYS})`)}</p>
    <div class="strip" role="img"
      aria-label=${say(`${shares.filter(({ share }) => share >= WHOLE).length} 天完整`,
        `${shares.filter(({ share }) => share >= WHOLE).length} whole days`)}>
        ${shares.map(({ date, share }) => html`<i key=${date} title=${`${dateText(date)} ${Math.round(share * 100)} %`}
        class=${share >= WHOLE ? 'good' : share > 0 ? 'due' : ''}></i>`)}</div>
    <p class="strip-ends"><span>${dateText(shares[0].date)}</span><span>${say('■ 完整  ▨ 部分  □ 无', '■ whole  ▨ part  □ none')}</span>
      <span>${dateText(shares.at(-1).date)}</span></p>`}</li>`;
}

export function VideoScreen() {
  const { day } = useDesk();
  useNews(day);
  const cameras = day.site?.cameras ?? [];
  const to_ms = Math.ceil(day.now() / 60000) * 60000;
  const up = cameras.filter(({ state }) => state === 'live').length;
  return html`<${Head} title=${say('录像天数', 'Days of video')} from=${null} />${cameras.length === 0
    ? html`<${Empty} icon="camera">${say('还没有摄像头', 'No cameras yet')}<//>`
    : html`<p class="hint">${say(`摄像头 ${up}/${cameras.length} 在线 · 至少要有 ${FLOOR_DAYS} 天`,
      `${up} of ${cameras.length} cameras are up · ${FLOOR_DAYS} days are the least`)}</p><ul
        class="cards">${cameras.map((camera) => html`<${Camera}
      key=${camera.id} camera=${camera} to_ms=${to_ms} />`)}</ul>`}`;
}
