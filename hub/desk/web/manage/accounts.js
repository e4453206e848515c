// 账号: who may log in here.
import { html, useDesk, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Choice, TextInput } from '../parts/inputs.js';
import { Buttons, Dialog, Head, Loading } from '../parts/pieces.js';
import { toast } from '../parts/toast.js';
import { ROLES, wordOf } from '../kinds/words.js';

const PASSWORD_MIN = 8;

function New({ onDone, onClose }) {
  const { hub } = useDesk();
  const [body, set] = useState({ name: '', password: '', role: 'staff' });
  const [problem, setProblem] = useState('');
  const roles = ROLES.filter(([role]) => role === 'staff' || role === 'inspector' || (hub.me?.role === 'admin' && role === 'manager'));
  async function make() {
    if (!body.name.trim()) return setProblem(say('请填名字', 'Please give a name'));
    if (body.password.length < PASSWORD_MIN) return setProblem(say('密码至少 8 个字符', 'The password needs 8 characters at least'));
    try {
      await hub.post('/api/v1/accounts', { ...body, name: body.name.trim() });
      onDone();
    } catch (error) { setProblem(error.status === 409 ? say('这个名字已经有人用了', 'This name is taken') : errorText(error)); }
    return undefined;
  }
  return html`<${Dialog} title=${say('新账号', 'A new account')} onClose=${onClose}><div class="field">
    <label for="account-name">${say('名字', 'Name')}</label><${TextInput} id="account-name" label=${say('名字', 'Name')} max=${40}
      value=${body.name}
    onChange=${(name) => set({ ...body, name: name ?? '' })} /></div>
    <div class="field"><label for="account-password">${say('密码', 'Password')}</label><${TextInput} id="account-password"
      label=${say('密码', 'Password')} keys="password" max=${128} value=${body.password}
      onChange=${(password) => set({ ...body, password: password ?? '' })} /></div>
    <div class="field"><label>${say('能做什么', 'Role')}</label><${Choice} required label=${say('能做什么', 'Role')} choices=${roles}
      value=${body.role}
      onChange=${(role) => set({ ...body, role })} /></div>
    ${problem && html`<p class="field-problem" role="alert">${problem}</p>`}<${Buttons}><button type="button"
      onClick=${onClose}>${say('取消', 'Cancel')}</button><button type="button" class="chief" onClick=${make}>${say('保存', 'Save')}</button>
        <//><//>`;
}

export function AccountsScreen() {
  const { hub } = useDesk();
  const { answer, error, again } = useAsk('/api/v1/accounts');
  const [isNew, setNew] = useState(false);
  const [ending, end] = useState(null);
  async function remove(account) {
    end(null);
    try {
      await hub.delete(`/api/v1/accounts/${encodeURIComponent(account.name)}`);
      toast(say('已删除', 'Removed'));
    } catch (problem) { toast(errorText(problem), { tone: 'bad' }); }
    again();
  }
  return html`<${Head} title=${say('账号', 'Accounts')} from=${['manage']} /><button type="button" class="chief wide"
    onClick=${() => setNew(true)}>
    <${Icon} name="plus" />${say('加账号', 'Add an account')}</button>
    ${!answer ? html`<${Loading} error=${error} again=${again} />` : html`<ul class="cards">${answer.accounts.map((account) => html`<li
      key=${account.name}><p class="row-title">${account.name}</p><p class="row-text">${sayPair(wordOf(ROLES, account.role))}</p>
      ${account.name !== hub.me?.name && html`<div class="buttons"><button type="button" onClick=${() => end(account)}
        aria-label=${say(`删除 ${account.name}`, `Remove ${account.name}`)}>${say('删除', 'Remove')}</button></div>`}</li>`)}</ul>`}
    ${isNew && html`<${New} onClose=${() => setNew(false)}
      onDone=${() => { setNew(false); again(); toast(say('账号已添加', 'The account is there')); }} />`}
    ${ending && html`<${Dialog} title=${say(`删除账号 ${ending.name}？`, `Remove the account ${ending.name}?`)} onClose=${() => end(null)}>
      <p>${say('记过的记录都会保留。', 'What it has recorded stays.')}</p><${Buttons}><button type="button" class="danger"
      onClick=${() => remove(ending)}>${say('删除', 'Remove')}</button><button type="button" class="chief"
      onClick=${() => end(null)}>${say('保留', 'Keep')}</button><//><//>`}`;
}
