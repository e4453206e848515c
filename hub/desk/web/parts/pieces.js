// The small pieces that every screen is made of.
import { html, useEffect, useRef } from '../kit.js';
import { say } from '../base/say.js';
import { back, go, to } from '../base/route.js';
import { Icon } from './icon.js';

// The head of a screen: where am I, and how do I get back; from null: to wherever the reader came from.
export function Head({ title, from = [], children }) {
  return html`<header class="head">
    <button type="button" class="bare" onClick=${() => (from ? go(...from) : back())} aria-label=${say('返回', 'Back')}><${Icon} name="back"
      size=${28} /></button>
    <h1>${title}</h1><div class="head-more">${children}</div></header>`;
}

export const Empty = ({ children, icon = 'list' }) => html`<div class="empty"><${Icon} name=${icon} size=${40} /><p>${children}</p></div>`;

// A big way to another screen.
export function Tile({ icon, word, state, tone = '', path }) {
  return html`<a class="tile ${tone}" href=${to(...path)}><${Icon} name=${icon} size=${32} /><span class="tile-word">${word}</span>
    <span class="tile-state">${tone === 'good' && html`<${Icon} name="check" size=${18} />`}${tone === 'due' && html`<${Icon} name="clock"
      size=${18} />`}
    ${tone === 'bad' && html`<${Icon} name="warning" size=${18} />`}${state}</span></a>`;
}

const VERDICTS = { pass: ['check', '合格', 'Pass', 'good'], fail: ['cross', '不合格', 'Fail', 'bad'],
  not_recorded: ['question', '未登记', 'Not recorded', 'due'], cannot_judge: ['question', '无法判断', 'Cannot judge', 'unsure'] };

// Colour, icon and word, never one alone.
export function Verdict({ verdict }) {
  const [icon, zh, en, tone] = VERDICTS[verdict] ?? VERDICTS.cannot_judge;
  return html`<span class="verdict ${tone}"><${Icon} name=${icon} size=${18} />${say(zh, en)}</span>`;
}

// The worst of several: a record is as good as its worst rule.
export function worst(verdicts = []) {
  const order = ['fail', 'not_recorded', 'cannot_judge', 'pass'];
  return order.find((word) => verdicts.some(({ verdict }) => verdict === word));
}

export const Waiting = () => html`<span class="waiting"><${Icon} name="cloud" size=${18} />${say('待同步', 'Waiting')}</span>`;

export function Row({ title, text, right, path, onClick, icon, tone = '' }) {
  const inside = html`${icon && html`<span class="row-icon"><${Icon} name=${icon} /></span>`}
    <span class="row-words"><span class="row-title">${title}</span>${text && html`<span class="row-text">${text}</span>`}</span>
    ${right && html`<span class="row-right">${right}</span>`}${(path || onClick) && html`<${Icon} name="next" size=${20} />`}`;
  if (path) return html`<a class="row ${tone}" href=${to(...path)}>${inside}</a>`;
  if (onClick) return html`<button type="button" class="row ${tone}" onClick=${onClick}>${inside}</button>`;
  return html`<div class="row ${tone}">${inside}</div>`;
}

// What must be read before anything else goes on; Escape and a tap beside it leave it.
export function Dialog({ title, children, onClose }) {
  const box = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal?.();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${box} class="dialog" aria-label=${title} onCancel=${(event) => { event.preventDefault(); onClose(); }}
    onClick=${(event) => { if (event.target === box.current) onClose(); }}><div class="dialog-inside">
    <h2>${title}</h2>${children}</div></dialog>`;
}

// Children may be several buttons; the last is what most people want.
export const Buttons = ({ children }) => html`<div class="buttons">${children}</div>`;

export function Loading({ error, again }) {
  if (!error) return html`<p class="loading" role="status">${say('正在读取…', 'Loading…')}</p>`;
  return html`<div class="problem" role="alert"><${Icon} name="warning" /><p>${error}</p>
    ${again && html`<button type="button" onClick=${again}>${say('再试一次', 'Try again')}</button>`}</div>`;
}
