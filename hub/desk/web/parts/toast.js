// One line at the bottom that says what was done, and perhaps takes it back.
import { html, useEffect, useNews } from '../kit.js';
import { News } from '../base/news.js';
import { Icon } from './icon.js';

const SHOWN_MS = 6000;

export const toastNews = new News();
let shown = null, timer = 0;

// undo: { word, act }
export function toast(text, { undo = null, tone = 'good' } = {}) {
  shown = { text, undo, tone };
  clearTimeout(timer);
  timer = setTimeout(hideToast, SHOWN_MS);
  toastNews.tell();
}

export function hideToast() {
  shown = null;
  toastNews.tell();
}

export function Toast() {
  useNews(toastNews);
  useEffect(() => () => clearTimeout(timer), []);
  return html`<div class="toasts" role="status" aria-live="polite">${shown && html`<div class="toast ${shown.tone}">
    <${Icon} name=${shown.tone === 'good' ? 'check' : 'warning'} /><span>${shown.text}</span>
    ${shown.undo && html`<button type="button"
      onClick=${() => { shown.undo.act(); hideToast(); }}>${shown.undo.word}</button>`}</div>`}</div>`;
}
