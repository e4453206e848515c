// Inputs for wet hands: big, with the usual answers as buttons.
import { html, useDesk, useEffect, useRef, useState } from '../kit.js';
import { say } from '../base/say.js';
import { takePhoto } from '../base/photo.js';
import { isLocalPhoto } from '../base/sender.js';
import { Icon } from './icon.js';

const PHOTOS_MAX = 8;

// One of a few; a second tap takes it back unless it is needed.
export function Choice({ label, choices, value, onChange, required }) {
  return html`<div class="choice" role="group" aria-label=${label}>${choices.map(([word, zh, en]) => html`<button type="button" key=${word}
    aria-pressed=${value === word} class=${value === word ? 'on' : ''}
      onClick=${() => onChange(value === word && !required ? undefined : word)}>
    ${value === word && html`<${Icon} name="check" size=${20} />`}${say(zh, en)}</button>`)}</div>`;
}

// Any of a few; nobody looked (undefined) is not the same as none.
export function Many({ label, choices, value, onChange }) {
  const list = value ?? [];
  const press = (word) => onChange(list.includes(word) ? list.filter((one) => one !== word) : [...list, word]);
  return html`<div class="choice" role="group" aria-label=${label}>${choices.map(([word, zh, en]) => html`<button type="button" key=${word}
    aria-pressed=${list.includes(word)} class=${list.includes(word) ? 'on' : ''} onClick=${() => press(word)}>
    ${list.includes(word) && html`<${Icon} name="check" size=${20} />`}${say(zh, en)}</button>`)}</div>`;
}

// Each in order, not in order, or not looked at: taps go round.
export function Flags({ label, choices, value = {}, onChange }) {
  const next = { undefined: true, true: false, false: undefined };
  const words = (state) => (state === undefined ? say('未看', 'not looked at') : state ? say('好', 'in order') : say('不好', 'not in order'));
  return html`<div class="choice flags" role="group" aria-label=${label}>${choices.map(([name, zh, en]) => {
    const state = value[name] ?? undefined;
    return html`<button type="button" key=${name} class=${state === undefined ? '' : state ? 'on' : 'off'}
      aria-label=${`${say(zh, en)}: ${words(state)}`}
      onClick=${() => onChange({ ...value, [name]: next[state] })}><${Icon}
        name=${state === undefined ? 'question' : state ? 'check' : 'cross'}
        size=${20} />${say(zh, en)}</button>`;
  })}</div>`;
}

// What stands in the box while it is typed: a lone minus or 3. is on its way to a number. undefined: empty, NaN: no number.
export function readNumber(text) {
  const plain = text.trim().replace(/[，,。．]/g, '.').replace(/[－−—]/g, '-');
  if (!plain) return undefined;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

export function NumberInput({ id, label, value, onChange, quick = [], unit, signed, step, after }) {
  const shownOf = (number) => (number === undefined || number === null || Number.isNaN(number) ? '' : String(number));
  const [text, setText] = useState(shownOf(value));
  useEffect(() => { if (!Object.is(readNumber(text), value ?? undefined)) setText(shownOf(value)); }, [value]);
  const set = (number) => { setText(shownOf(number)); onChange(number); };
  const nudge = (by) => set(Math.round(((value || 0) + by) * 10) / 10);
  return html`<div class="number"><div class="number-row">
    ${step && html`<button type="button" aria-label=${`${label} −${step}`} onClick=${() => nudge(-step)}><${Icon} name="minus" /></button>`}
    ${signed && html`<button type="button" class="sign" aria-label=${say('正负号', 'Change the sign')}
      onClick=${() => set(value ? -value : value)}>±</button>`}
    <input id=${id} aria-label=${label} type="text" inputmode="decimal" autocomplete="off" maxlength="12" value=${text}
      onInput=${(event) => { setText(event.target.value); onChange(readNumber(event.target.value)); }} />
    ${unit && html`<span class="unit">${unit}</span>`}
    ${step && html`<button type="button" aria-label=${`${label} +${step}`} onClick=${() => nudge(step)}><${Icon} name="plus" />
      </button>`}${after}</div>
    ${quick.length > 0 && html`<div class="quick" role="group" aria-label=${say('常用值', 'Usual values')}>${quick.map((number) => html`<button
      type="button" key=${number}
      class=${value === number ? 'on' : ''} aria-pressed=${value === number}
        onClick=${() => set(number)}>${String(number).replace('-', '−')}</button>`)}</div>`}</div>`;
}

export function TextInput({ id, label, value = '', onChange, suggest = [], max = 60, keys = 'text' }) {
  return html`<div class="text"><input id=${id} aria-label=${label} type=${keys} autocomplete="off" maxlength=${max} value=${value ?? ''}
    onInput=${(event) => onChange(event.target.value || undefined)} />
    ${suggest.length > 0 && html`<div class="quick" role="group"
      aria-label=${say('常用', 'Usual')}>${suggest.map((word) => html`<button type="button"
      key=${word}
      class=${value === word ? 'on' : ''} aria-pressed=${value === word} onClick=${() => onChange(word)}>${word}</button>`)}</div>`}</div>`;
}

// A picture that the device or the hub has.
export function Photo({ name, alt }) {
  const { outbox } = useDesk();
  const [url, setUrl] = useState(isLocalPhoto(name) ? '' : `/api/v1/photos/${encodeURIComponent(name)}`);
  useEffect(() => {
    if (!isLocalPhoto(name)) return undefined;
    let made = '';
    outbox.photo(name.slice('local:'.length)).then((photo) => {
      if (photo) setUrl(made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })));
    });
    return () => URL.revokeObjectURL(made);
  }, [name]);
  return url ? html`<img class="photo" src=${url} alt=${alt} loading="lazy" />` : html`<span class="photo"></span>`;
}

export function Photos({ label, value = [], onChange, max = PHOTOS_MAX }) {
  const { outbox } = useDesk();
  const file = useRef(null);
  const [note, setNote] = useState('');
  async function take(event) {
    const chosen = [...event.target.files].slice(0, max - value.length);
    event.target.value = '';
    setNote(say('正在处理照片…', 'Preparing the photo…'));
    try {
      const names = [];
      for (const one of chosen) names.push(await takePhoto(outbox, one));
      onChange([...value, ...names]);
      setNote('');
    } catch {
      setNote(say('这张照片打不开，请重拍一张', 'This photo cannot be read; please take another'));
    }
  }
  return html`<div class="photos">${value.map((name, at) => html`<div class="photo-box" key=${name}><${Photo} name=${name}
    alt=${`${label} ${at + 1}`} />
    <button type="button" class="photo-drop" aria-label=${say(`去掉照片 ${at + 1}`, `Remove photo ${at + 1}`)}
      onClick=${() => onChange(value.filter((one) => one !== name))}><${Icon} name="cross" size=${20} /></button></div>`)}
    ${value.length < max && html`<button type="button" class="photo-add" onClick=${() => file.current.click()}><${Icon} name="camera"
      size=${28} />${say('拍照', 'Photo')}</button>`}
    <input ref=${file} class="away" type="file" accept="image/*" capture="environment" tabindex="-1" aria-label=${label} onChange=${take} />
    ${note && html`<p class="note" role="status">${note}</p>`}</div>`;
}
