// One card over the canvas, for what must be read or written before anything else.

const card = document.getElementById('card');
let shown = null;   // what kind of card is there
let before = null;  // what had the focus

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// buttons: [{ word, chief, press }]; press answers false to keep the card.
export function showCard(kind, { title, text, body = [], buttons = [] }) {
  if (!shown) before = document.activeElement;
  shown = kind;
  const row = element('div', { className: 'row' }, ...buttons.map(({ word, chief, press }) =>
    element('button', { type: 'button', className: chief ? 'chief' : '', textContent: word,
      onclick: async () => { if (await press?.() !== false && shown === kind) hideCard(kind); } })));
  card.replaceChildren(element('h2', { id: 'card-title', textContent: title, tabIndex: -1 }),
    ...(text ? [element('p', { textContent: text })] : []), ...body, ...(buttons.length ? [row] : []));
  card.hidden = false;
  (card.querySelector('textarea') ?? card.querySelector('button') ?? card.firstChild).focus();
}

export function hideCard(kind) {
  if (shown !== kind) return;
  shown = null;
  card.hidden = true;
  card.replaceChildren();
  before?.focus?.();
}

export function shownCard() { return shown; }

card.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') card.querySelector('[data-away], .row button:not(.chief)')?.click();
  if (event.key !== 'Tab') return;
  const stops = [...card.querySelectorAll('button, textarea, input')];
  const last = stops.at(event.shiftKey ? 0 : -1);
  if (document.activeElement !== last) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0)?.focus();
});

export { element };
