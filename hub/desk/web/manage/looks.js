// 查看记录: who looked at which video or private record, and when.
import { html } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { dateTimeText } from '../base/times.js';
import { useAsk } from '../parts/ask.js';
import { Empty, Head, Loading } from '../parts/pieces.js';
import { wordOf } from '../kinds/words.js';

const WHAT = [['live', '实时画面', 'Live video'], ['archive', '录像回放', 'Recordings'], ['clip', '导出录像', 'A clip'], ['hold', '保留录像', 'A hold'],
  ['release', '取消保留', 'A release'],
  ['day', '日志', 'Day sheet'], ['photo', '照片', 'A photo'], ['search', '查询', 'A search'], ['export', '导出', 'An export'],
  ['trace', '追溯', 'A trace']];

export function LooksScreen() {
  const { answer, error, again } = useAsk('/api/v1/looks');
  return html`<${Head} title=${say('查看记录', 'Who looked')} from=${['manage']} />${!answer ? html`<${Loading} error=${error}
    again=${again} />` : answer.looks.length === 0 ? html`<${Empty} icon="eye">${say('还没有人看过', 'Nobody has looked yet')}<//>`
    : html`<div class="rows">${answer.looks.map((look, at) => html`<div class="row" key=${at}><span class="row-words"><span
      class="row-title">${look.account} · ${sayPair(wordOf(WHAT, look.what))}${look.camera ? ` · ${look.camera}` : ''}</span>
      <span class="row-text">${dateTimeText(look.at)} · ${look.peer}</span></span></div>`)}</div>`}`;
}
