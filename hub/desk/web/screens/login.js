// Who is working: names that were here before are one tap, the password is always asked for.
import { html, useDesk, useEffect, useNews, useRef, useState } from '../kit.js';
import { isEnglish, say, setLanguage } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { Icon } from '../parts/icon.js';

function problemText(error) {
  if (error.status === 401) return say('名字或密码不对', 'The name or the password is wrong');
  if (error.status === 429) return say('试得太多次了，请过一会儿再试', 'Too many attempts; please wait a little');
  return errorText(error);
}

export function LoginScreen() {
  const desk = useDesk();
  const { hub, sender } = desk;
  useNews(hub, desk.outbox);
  const names = hub.names;
  const [name, setName] = useState(names[0] ?? '');
  const [isOther, setOther] = useState(names.length === 0);
  const [password, setPassword] = useState('');
  const [isShown, show] = useState(false);
  const [state, setState] = useState({ is_busy: false, problem: '' });
  const box = useRef(null);
  // When another person is chosen, not while somebody types.
  useEffect(() => { box.current?.focus(); }, [isOther ? null : name]);
  async function enter(event) {
    event.preventDefault();
    if (!name.trim() || !password) return setState({ problem: say('请填名字和密码', 'Please give name and password') });
    setState({ is_busy: true, problem: '' });
    try {
      await hub.logIn(name.trim(), password);
    } catch (error) {
      setState({ is_busy: false, problem: problemText(error) });
    }
    return undefined;
  }
  const waiting = sender.waiting.length;
  return html`<main class="login"><img class="brand" src=${new URL('../icon-192.png', import.meta.url).href} alt="" width="72"
    height="72" />
    <h1>${say('阳光食堂登记台', 'Sunhall desk')}</h1>
    ${waiting > 0 && html`<p class="told">
      <${Icon} name="cloud" />${say(`本机还有 ${waiting} 条待同步，登录后自动上传`,
        `${waiting} records wait on this device; they are sent after log-in`)}</p>`}
    <form onSubmit=${enter}>
      ${names.length > 0 && html`<div class="choice big two" role="group"
        aria-label=${say('谁在用', 'Who is it')}>${names.map((one) => html`<button
        type="button" key=${one} class=${!isOther && one === name ? 'on' : ''} aria-pressed=${!isOther && one === name}
        onClick=${() => { setName(one); setOther(false); }}>${one}</button>`)}<button type="button" class=${isOther ? 'on' : ''}
          aria-pressed=${isOther} onClick=${() => { setName(''); setOther(true); }}>${say('其他人', 'Somebody else')}</button></div>`}
      ${isOther && html`<div class="field"><label for="name">${say('名字', 'Name')}</label><input id="name" ref=${isOther ? box : null}
        type="text"
        autocomplete="username" autocapitalize="none" maxlength="40" value=${name}
        onInput=${(event) => setName(event.target.value)} /></div>`}
      <div class="field"><label for="password">${say('密码', 'Password')}</label><div class="time"><input id="password"
        ref=${isOther ? null : box}
        type=${isShown ? 'text' : 'password'} autocomplete="current-password" maxlength="128" value=${password}
        onInput=${(event) => setPassword(event.target.value)} /><button type="button" aria-pressed=${isShown}
          aria-label=${say('显示密码', 'Show the password')} onClick=${() => show(!isShown)}><${Icon} name="eye" /></button></div></div>
      ${state.problem && html`<p class="field-problem" role="alert">${state.problem}</p>`}
      <button type="submit" class="chief wide" disabled=${state.is_busy}>${say('登录', 'Log in')}</button></form>
    <button type="button" class="inline" onClick=${() => setLanguage(isEnglish() ? 'zh' : 'en')}>${isEnglish() ? '中文' : 'English'}</button>
      </main>`;
}
