// The language of the desk: Chinese unless the browser or the reader prefers English.
import { keep, restored } from '../kept.js';
import { News } from './news.js';

const preferred = () => ((navigator.languages ?? [navigator.language ?? 'zh']).some((language) => /^zh\b/i.test(language)) ? 'zh' : 'en');

let language = restored('desk.language', null) ?? preferred();
export const languageNews = new News();

export const isEnglish = () => language === 'en';

export function setLanguage(next) {
  language = next;
  keep('desk.language', next);
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN';
  languageNews.tell();
}

export const say = (zh, en) => (language === 'en' ? en : zh);

// A pair as the tables of words have it.
export const sayPair = (pair) => (pair ? say(pair[0], pair[1]) : '');

// What the hub says to people: 中文 · English.
export function sayBoth(text) {
  const at = text.indexOf(' · ');
  if (at < 0) return say(`主机没有接受（${text}）`, text);  // an older route knows English only
  return say(text.slice(0, at), text.slice(at + 3));
}

document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
