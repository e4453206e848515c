// 待同步: what waits on this device, and what the hub refused: that stays until a person has decided.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayBoth, sayPair } from '../base/say.js';
import { dateTimeText } from '../base/times.js';
import { Icon } from '../parts/icon.js';
import { Buttons, Dialog, Empty, Head } from '../parts/pieces.js';
import { Facts } from './record.js';
import { kindWord, titleOf } from '../kinds/kinds.js';
import { keep, restored } from '../kept.js';
import { go } from '../base/route.js';

const recordOf = ({ thing, entry }) => ({ ...entry, thing });
const STEPS = { add: ['登记', 'New'], go_on: ['继续', 'Goes on'], correct: ['更正', 'Correction'], withdraw: ['撤销', 'Withdrawal'] };

function why({ status, message }) {
  if (status === 409) return say('别人已经改过这条记录，您的还没有保存到主机。', 'Somebody else has changed this record; yours is not stored at the hub.');
  return sayBoth(message);
}

function Refused({ item, onAgain, onEdit, onDrop }) {
  const { day } = useDesk();
  const { head } = item.problem;
  return html`<li class="refused"><p
    class="row-title">${sayPair(STEPS[item.entry.step])} · ${kindWord(item.entry.kind)} · ${titleOf(recordOf(item), day)}</p><p
      class="field-problem"
    role="alert"><${Icon} name="warning" size=${20} />${why(item.problem)}</p>
    <h3>${say('您的', 'Yours')} <small>${item.by} · ${dateTimeText(item.entry.made_at)}</small></h3><${Facts} record=${recordOf(item)} />
    ${head?.body && html`<h3>${say('主机上现在的', 'At the hub now')} <small>${head.who} · ${dateTimeText(head.made_at)}</small></h3><${Facts}
      record=${{ ...head, kind: item.entry.kind }} />`}
    <${Buttons}><button type="button" class="danger" onClick=${onDrop}>${say('放弃我的', 'Drop mine')}</button>
    ${item.problem.status === 409 ? html`<button type="button" class="chief" onClick=${onAgain}>${say('以我的为准', 'Use mine')}</button>`
    : html`<button type="button"
      onClick=${onAgain}>${say('再发一次', 'Send again')}</button>${item.entry.step === 'add' && html`<button type="button"
      class="chief" onClick=${onEdit}>${say('修改', 'Change it')}</button>`}`}<//></li>`;
}

export function QueueScreen() {
  const desk = useDesk();
  const { sender, outbox, hub } = desk;
  useNews(sender, outbox, hub, desk.day);
  const [dropping, drop] = useState(null);
  // What was refused becomes a draft of the same kind; it leaves the queue when the draft is safely kept.
  async function edit(item) {
    const draft = `desk.draft.add.${item.entry.kind}`;
    keep(draft, { at_ms: Date.now(), body: item.entry.body });
    if (restored(draft, null)) await sender.drop(item);
    go('add', item.entry.kind);
  }
  const mine = sender.mine, others = sender.others;
  return html`<${Head} from=${null} title=${say('待同步', 'Waiting to be sent')} />
    ${!outbox.isLasting && html`<p class="told bad">
      <${Icon} name="warning" />${say('这个浏览器不保存数据：关掉页面前请等全部上传完',
        'This browser keeps nothing: wait until all is sent before you close the page')}</p>`}
    ${sender.refused.length > 0 && html`<h2>${say('需要您决定', 'For you to decide')}</h2><ul
      class="refuseds">${sender.refused.map((item) => html`<${Refused} key=${item.n} item=${item}
      onAgain=${() => sender.sendAgain(item)} onEdit=${() => edit(item)} onDrop=${() => drop(item)} />`)}</ul>`}
    ${mine.length > 0 && html`<h2>${say('等待上传', 'Waiting')}</h2><div
      class="rows">${mine.map((item) => html`<div class="row" key=${item.n}><span
      class="row-words"><span class="row-title">${kindWord(item.entry.kind)} · ${titleOf(recordOf(item), desk.day)}</span>
      <span class="row-text">${sayPair(STEPS[item.entry.step])} · ${dateTimeText(item.entry.made_at)}</span></span></div>`)}</div>
      <button type="button" class="wide" onClick=${() => sender.kick()}>${say('现在上传', 'Send now')}</button>`}
    ${others.length > 0 && html`<p class="told">
      <${Icon} name="person" />${say(`还有 ${others.length} 条是 ${[...new Set(others.map(({ by }) => by))].join('、')} 记的，本人登录后上传`,
        `${others.length} were made by ${[...new Set(others.map(({ by }) => by))].join(', ')} and are sent when they log in`)}</p>`}
    ${!sender.refused.length && !mine.length && !others.length
      && html`<${Empty} icon="check">${say('全部已经上传', 'Everything has been sent')}<//>`}
    ${dropping && html`<${Dialog} title=${say('放弃这条？', 'Drop this one?')} onClose=${() => drop(null)}>
      <p>${say('它只在这台设备上，放弃后找不回来。', 'It is on this device only and cannot be brought back.')}</p>
      <${Buttons}><button type="button" class="danger" onClick=${() => { sender.drop(dropping); drop(null); }}>${say('放弃', 'Drop')}</button>
        <button
        type="button" class="chief" onClick=${() => drop(null)}>${say('留着', 'Keep')}</button><//><//>`}`;
}
