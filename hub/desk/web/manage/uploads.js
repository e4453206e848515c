// Where the day's records go up: what waits, what was sent, what a person has to look at, and why.
import { html, useDesk, useState } from '../kit.js';
import { kindOf, kindWord } from '../kinds/kinds.js';
import { to } from '../base/route.js';
import { say, sayPair } from '../base/say.js';
import { dateTimeText } from '../base/times.js';
import { Icon } from '../parts/icon.js';

const FIRST = 3;  // refusals that are seen without asking for more

// The state in a word: trouble before refusals, refusals before what only waits.
function stateOf({ trouble, refused, waiting }) {
  if (trouble) return ['cross', say('上报受阻', 'Held up'), 'bad'];
  if (refused > 0) return ['warning', say(`${refused} 条要处理`, `${refused} to look at`), 'due'];
  if (waiting > 0) return ['clock', say('正在上报', 'Going up'), 'due'];
  return ['check', say('全部已上报', 'All sent'), 'good'];
}

// What the network says, in plain words; its own words stand behind for who has to look closer.
const PLAIN = [[/connect|refused|unreachable/i, '连不上平台', 'It cannot be reached'], [/resolve/i, '找不到平台的地址', 'Its address is not found'],
  [/time(d)? ?out/i, '平台没有应答', 'It does not answer'], [/ssl|tls|certificate/i, '平台的证书不对', 'Its certificate is not right'],
  [/^HTTP 5/, '平台出错了', 'It has an error'], [/^HTTP 4/, '平台不接受', 'It does not accept this']];

// The hub tells in both languages, Chinese · English, a platform in its own words; a field is told as the desk calls it.
function plain(text, kind) {
  return text.split('\n').map((line) => {
    const at = line.indexOf(' · ');
    if (at < 0) {
      const [, zh, en] = PLAIN.find(([words]) => words.test(line)) ?? [];
      return zh ? say(`${zh}（${line}）`, `${en} (${line})`) : line;
    }
    const words = say(line.slice(0, at), line.slice(at + 3));
    const [, name] = /^([a-z_]+)[^：]*：/.exec(line) ?? [];
    const field = kindOf(kind)?.fields.find((one) => one.name === name);
    if (!field) return words;
    return `${sayPair(field.word)}${say('：', ': ')}${words.replace(/^[^：]*：/, '')}`;
  }).join(say('；', '; '));
}

function advice({ trouble, refused }) {
  if (trouble) {
    return say('记录都还在，接通后会自动补报。请检查网络，或把下面的话告诉平台。',
      'Nothing is lost: all goes up once it works again. Check the network, or tell the platform the words below.');
  }
  if (refused > 0) {
    return say('请更正下面的记录，更正后会自动上报；若是映射不对，改好后在主机上运行',
      'Correct the records below, corrections go up by themselves; if the mapping is wrong, mend it and run on the hub');
  }
  return '';
}

const Fact = ({ name, children }) => html`<p class="row-text">${name}${say('：', ': ')}${children}</p>`;

function Refusal({ one }) {
  const { day } = useDesk();
  const from = one.status === 0 ? say('不能上报', 'Cannot be sent')
    : say(`平台拒收 HTTP ${one.status}`, `The platform refuses, HTTP ${one.status}`);
  return html`<li><a class="row-title"
    href=${to('record', one.thing, one.day)}>${kindWord(one.kind)} ${day.nameOf(one.thing) || one.day}</a>
    <p class="row-text">${from}${one.code && say(`，代码 ${one.code}`, `, code ${one.code}`)}${one.why
    && `${say('：', ': ')}${plain(one.why, one.kind)}`}</p></li>`;
}

function Refusals({ one }) {
  const [isWhole, setWhole] = useState(false);
  if (one.refusals.length === 0) return '';
  const shown = isWhole ? one.refusals : one.refusals.slice(0, FIRST);
  const earlier = one.refused - one.refusals.length;
  return html`<ul class="refusals">${shown.map((refusal) => html`<${Refusal} key=${refusal.id} one=${refusal} />`)}</ul>
    ${shown.length < one.refusals.length && html`<button type="button" onClick=${() => setWhole(true)}>
      ${say(`再看 ${one.refusals.length - shown.length} 条`, `${one.refusals.length - shown.length} more`)}</button>`}
    ${isWhole && earlier > 0 && html`<p class="hint">${say(`还有更早的 ${earlier} 条，在主机上看`,
      `${earlier} earlier ones: see them on the hub`)}${' '}
      <code>sunhall-hub upload status</code></p>`}`;
}

function Upload({ one }) {
  const [icon, words, tone] = stateOf(one);
  const told = advice(one);
  return html`<li><div class="store-head"><span class="row-title">${one.name}</span><span class=${`verdict ${tone}`}><${Icon} name=${icon}
    size=${18} />${words}</span></div>
    ${told && html`<p class=${`told line ${tone}`}><${Icon} name="warning" /><span>${told}${!one.trouble
      && html` <code>sunhall-hub upload retry</code>`}</span></p>`}
    ${one.trouble && html`<${Fact} name=${say('原因', 'Why')}>${plain(one.trouble)}<//>`}
    <${Fact} name=${say('已上报', 'Sent')}>${say(`${one.sent} 条`, `${one.sent}`)}${one.last_sent
    ? say(`，最近 ${dateTimeText(one.last_sent)}`, `, last ${dateTimeText(one.last_sent)}`) : ''}<//>
    <${Fact} name=${say('等待', 'Waiting')}>${say(`${one.waiting} 条`, `${one.waiting}`)}${one.oldest_waiting
    ? say(`，最早从 ${dateTimeText(one.oldest_waiting)} 起`, `, the oldest since ${dateTimeText(one.oldest_waiting)}`) : ''}<//>
    <${Refusals} one=${one} /></li>`;
}

export const UploadCards = ({ uploads }) => uploads.length > 0 && html`<h2>${say('台账上报', 'Records upward')}</h2>
  <ul class="cards">${uploads.map((one) => html`<${Upload} key=${one.id} one=${one} />`)}</ul>`;
