// 邀请链接: who may watch from outside, for how long, and how to take it back.
import { html, useDesk, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { dateTimeText } from '../base/times.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Choice, Many, TextInput } from '../parts/inputs.js';
import { Buttons, Dialog, Empty, Head, Loading } from '../parts/pieces.js';
import { toast } from '../parts/toast.js';
import { ROLES, wordOf } from '../kinds/words.js';

const DAYS = [[30, '30 天', '30 days'], [90, '90 天', '90 days'], [366, '一年', 'A year']];

// The link is shown this once: the hub keeps no copy that could be read.
function Made({ link, onClose }) {
  const { day } = useDesk();
  const base = (day.site?.family_url ?? location.origin).replace(/\/+$/, '');
  const url = `${base}${link.path}`;
  const copy = () => navigator.clipboard?.writeText(url).then(() => toast(say('已复制', 'Copied')), () => {});
  return html`<${Dialog} title=${say(`给 ${link.name} 的链接`, `The link for ${link.name}`)} onClose=${onClose}>
    <p>${say('只显示这一次。长按可以复制，发给家属即可打开。', 'Shown this once. Press long to copy it, and send it to the family.')}</p>
    <p class="secret" tabindex="0">${url}</p><p
      class="hint">${say('要二维码：在主机上运行', 'For a QR code, on the hub run')} <code>sunhall-hub invite</code>
      </p>
    <${Buttons}>${navigator.clipboard && html`<button type="button" onClick=${copy}>${say('复制', 'Copy')}</button>`}<button type="button"
      class="chief"
      onClick=${onClose}>${say('已发出', 'I have sent it')}</button><//><//>`;
}

function New({ onMade, onClose }) {
  const { hub, day } = useDesk();
  const [body, set] = useState({ name: '', days: 90, cameras: [] });
  const [problem, setProblem] = useState('');
  async function make() {
    if (!body.name.trim()) return setProblem(say('请填家属的称呼', 'Please name the family'));
    try {
      onMade(await hub.post('/api/v1/links',
        { name: body.name.trim(), days: body.days, ...(body.cameras.length ? { cameras: body.cameras } : {}) }));
    } catch (error) { setProblem(errorText(error)); }
    return undefined;
  }
  return html`<${Dialog} title=${say('新的邀请', 'A new invitation')} onClose=${onClose}><div class="field">
    <label for="link-name">${say('给谁', 'For whom')}</label><${TextInput} id="link-name" label=${say('给谁', 'For whom')} max=${40}
      value=${body.name}
    onChange=${(name) => set({ ...body, name: name ?? '' })} /></div>
    <div class="field"><label>${say('多久', 'How long')}</label><${Choice} required label=${say('多久', 'How long')} choices=${DAYS}
      value=${body.days}
      onChange=${(days) => set({ ...body, days })} /></div>
    <div class="field"><label>${say('看哪些摄像头（不选：全部）', 'Which cameras (none: all)')}</label><${Many} label=${say('摄像头', 'Cameras')}
      choices=${(day.site?.cameras ?? []).map(({ id, name }) => [id, name, name])} value=${body.cameras}
      onChange=${(cameras) => set({ ...body, cameras })} /></div>
    ${problem && html`<p class="field-problem" role="alert">${problem}</p>`}<${Buttons}><button type="button"
      onClick=${onClose}>${say('取消', 'Cancel')}</button><button type="button" class="chief"
        onClick=${make}>${say('生成链接', 'Make the link')}</button>
      <//><//>`;
}

export function LinksScreen() {
  const { hub } = useDesk();
  const { answer, error, again } = useAsk('/api/v1/links');
  const [isNew, setNew] = useState(false);
  const [made, setMade] = useState(null);
  const [ending, end] = useState(null);
  async function revoke(link) {
    end(null);
    try {
      await hub.delete(`/api/v1/links/${link.id}`);
      toast(say('已收回', 'Taken back'));
    } catch (problem) { toast(errorText(problem), { tone: 'bad' }); }
    again();
  }
  return html`<${Head} title=${say('邀请链接', 'Invitation links')} from=${['manage']} /><button type="button" class="chief wide"
    onClick=${() => setNew(true)}><${Icon} name="plus" />${say('邀请家属', 'Invite a family')}</button>
    ${!answer ? html`<${Loading} error=${error} again=${again} />` : answer.links.length === 0
      ? html`<${Empty} icon="link">${say('还没有邀请', 'No invitations yet')}<//>` : html`<ul class="cards">${answer.links.map((link) => html`<li
      key=${link.id}><p class="row-title">${link.name}</p>
      <p class="row-text">${sayPair(wordOf(ROLES, link.role))} · ${link.expires_at ? say(`到 ${dateTimeText(link.expires_at)}`,
        `until ${dateTimeText(link.expires_at)}`) : say('一直有效', 'without an end')}</p><div class="buttons"><button type="button"
          onClick=${() => end(link)}
        aria-label=${say(`收回 ${link.name}`, `Take back ${link.name}`)}>${say('收回', 'Take back')}</button></div></li>`)}</ul>`}
    ${isNew && html`<${New} onClose=${() => setNew(false)} onMade=${(link) => { setNew(false); setMade(link); again(); }} />`}
    ${made && html`<${Made} link=${made} onClose=${() => setMade(null)} />`}
    ${ending && html`<${Dialog} title=${say('收回这个邀请？', 'Take this invitation back?')} onClose=${() => end(null)}><p>${ending.name}</p>
      <${Buttons}>
      <button type="button" class="danger" onClick=${() => revoke(ending)}>${say('收回', 'Take back')}</button><button type="button"
        class="chief"
      onClick=${() => end(null)}>${say('保留', 'Keep')}</button><//><//>`}`;
}
