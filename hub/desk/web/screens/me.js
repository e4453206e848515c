// Who is here, how to change places, and the language.
import { html, useDesk, useNews, useState } from '../kit.js';
import { isEnglish, say, sayPair, setLanguage } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { TextInput } from '../parts/inputs.js';
import { Buttons, Dialog, Row } from '../parts/pieces.js';
import { toast } from '../parts/toast.js';
import { ROLES, wordOf } from '../kinds/words.js';

const PASSWORD_MIN = 8;

function Password({ onClose }) {
  const { hub } = useDesk();
  const [password, set] = useState('');
  const [problem, setProblem] = useState('');
  async function save() {
    if (password.length < PASSWORD_MIN) return setProblem(say('至少 8 个字符', '8 characters at least'));
    try {
      await hub.put(`/api/v1/accounts/${encodeURIComponent(hub.me.name)}/password`, { password });
      toast(say('密码已改，请重新登录', 'The password is changed; please log in again'));
      onClose();
      await hub.askMe();
    } catch (error) { setProblem(errorText(error)); }
    return undefined;
  }
  return html`<${Dialog} title=${say('改密码', 'Change the password')} onClose=${onClose}><${TextInput} id="new-password"
    label=${say('新密码', 'New password')} keys="password" value=${password} onChange=${(text) => set(text ?? '')} max=${128} />
    ${problem && html`<p class="field-problem" role="alert">${problem}</p>`}
    <${Buttons}><button type="button" onClick=${onClose}>${say('取消', 'Cancel')}</button><button type="button" class="chief"
      onClick=${save}>${say('保存', 'Save')}</button><//><//>`;
}

export function MeScreen() {
  const desk = useDesk();
  const { hub, sender, day } = desk;
  useNews(hub, sender, desk.outbox);
  const [isChanging, change] = useState(false);
  const [isSure, ask] = useState(false);
  // What can be sent is sent first; what cannot stays on the device for who made it.
  async function leave() {
    ask(false);
    await sender.kick();
    try {
      await hub.logOut();
      day.forget();
    } catch (error) { toast(errorText(error), { tone: 'bad' }); }
  }
  const waiting = sender.mine.length;
  return html`<div class="title"><h1>${hub.me?.name}</h1><p>${sayPair(wordOf(ROLES, hub.me?.role))}</p></div>
    <div class="rows"><${Row} icon="person" title=${say('换人', 'Somebody else')} text=${say('登录另一个账号', 'Log in with another account')}
      onClick=${() => (waiting ? ask(true) : leave())} />
    <${Row} icon="cloud" title=${say('待同步', 'Waiting to be sent')}
      text=${sender.waiting.length + sender.refused.length ? say(`${sender.waiting.length + sender.refused.length} 条`,
        `${sender.waiting.length + sender.refused.length}`) : say('全部已上传', 'All sent')} path=${['queue']} />
    <${Row} icon="chat" title=${isEnglish() ? '中文' : 'English'} text=${say('Switch to English', '切换到中文')}
      onClick=${() => setLanguage(isEnglish() ? 'zh' : 'en')} />
    <${Row} icon="key" title=${say('改密码', 'Change the password')} onClick=${() => change(true)} />
    <${Row} icon="leave" title=${say('退出登录', 'Log out')} onClick=${() => (waiting ? ask(true) : leave())} /></div>
    ${isChanging && html`<${Password} onClose=${() => change(false)} />`}
    ${isSure && html`<${Dialog} title=${say(`还有 ${waiting} 条没上传`, `${waiting} are not sent yet`)} onClose=${() => ask(false)}>
      <p>${say('它们会留在这台设备上，您下次登录时上传。', 'They stay on this device and are sent when you log in again.')}</p>
      <${Buttons}><button type="button" onClick=${leave}>${say('仍然退出', 'Log out anyway')}</button><button type="button" class="chief"
        onClick=${() => ask(false)}>${say('先不退出', 'Stay')}</button><//><//>`}`;
}
