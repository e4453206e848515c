// A word to the canteen, with the picture of now when the reader wants it.
import { element, hideCard, showCard } from './card.js';
import { say } from './words.js';

const CARD = 'feedback';
const CHARS_MAX = 1000;
const STILL_SIDE_PX = 1280;
const STILL_BYTES_MAX = 600 * 1024 * 3 / 4;  // 600 KiB in base64
const QUALITIES = [0.8, 0.6, 0.4];

// The canvas as it is drawn, masks and watermark with it; only in the task that drew it are its pixels there.
function shoot(loop) {
  const canvas = document.getElementById('stage');
  loop.draw();
  const scale = Math.min(1, STILL_SIDE_PX / Math.max(canvas.width, canvas.height));
  const still = element('canvas', { width: Math.round(canvas.width * scale), height: Math.round(canvas.height * scale), className: 'still' });
  still.getContext('2d').drawImage(canvas, 0, 0, still.width, still.height);
  return still;
}

function encode(still) {
  for (const quality of QUALITIES) {
    const data = still.toDataURL('image/jpeg', quality).split(',')[1];
    if (data.length * 3 / 4 <= STILL_BYTES_MAX) return data;
  }
  return null;
}

export function openFeedback({ hub, program, feeds, loop }) {
  const still = shoot(loop);
  const big = program.figures().tiles.find((tile) => tile.big)?.id;
  const taken_ms = big ? feeds.shownWall(big) : 0;
  const words = element('textarea', { maxLength: CHARS_MAX, placeholder: say('feedback_hint') });
  words.setAttribute('aria-label', say('feedback_hint'));
  const with_still = element('input', { type: 'checkbox' });
  still.hidden = true;
  with_still.onchange = () => { still.hidden = !with_still.checked; };
  const note = element('p');
  note.setAttribute('role', 'status');

  let is_sending = false;  // two taps are one letter
  async function send() {
    if (is_sending) return false;
    if (!words.value.trim()) {
      note.textContent = say('empty');
      return false;
    }
    note.textContent = say('sending');
    const body = { text: words.value.trim() };
    if (big) body.camera = big;
    if (taken_ms) body.picture_time = new Date(taken_ms).toISOString();
    const picture = with_still.checked ? encode(still) : null;
    if (picture) body.still = picture;
    is_sending = true;
    const answer = await hub.post('/api/v1/feedback', body).catch(() => null);
    is_sending = false;
    if (answer?.ok) return thank();
    note.textContent = say(answer?.status === 429 ? 'too_many' : 'not_sent');
    return false;
  }

  function thank() {
    showCard(CARD, { title: say('sent_title'), text: say('sent'), buttons: [{ word: say('close'), chief: true }] });
    return false;
  }

  showCard(CARD, {
    title: say('feedback_title'), text: say('feedback'),
    body: [words, element('label', {}, with_still, say('feedback_still')), still, note],
    buttons: [{ word: say('cancel'), press: () => hideCard(CARD) }, { word: say('send'), chief: true, press: send }],
  });
}
