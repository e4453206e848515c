// May we watch? If not: why, in kind words, and everything that is still allowed goes on.
import { hideCard, showCard, shownCard } from './card.js';
import { say } from './words.js';

const CARD = 'access', AWAY = 'away';

const again = { word: say('retry'), chief: true, press: () => location.replace('/') };
const plain = { word: say('plain'), press: () => location.assign('plain') };

export function openAccess({ hub, program, loop, told }) {
  let why = null, dismissed = null, shown = null, came = false;
  const invalid = new URLSearchParams(location.search).get('invite') === 'invalid';
  // Nothing more will come: the brand stays behind the card.
  const endLoading = () => document.getElementById('loading').classList.add('ended');

  const cards = {
    signed_out: () => ({ title: say(invalid ? 'invalid_title' : 'signed_out_title'), text: say(invalid ? 'invalid' : 'signed_out'),
      buttons: [again] }),
    hours: (me) => ({ title: say('hours_title'), buttons: [records],
      text: say('hours', (me.hours ?? []).map(({ from, to }) => `${from}–${to}`).join('、')) }),
    full: () => ({ title: say('full_title'), text: say('full'), buttons: [records] }),
  };
  const records = { word: say('records'), chief: true, press: () => {
    dismissed = why;
    program.press('records');
    loop.wake();
  } };

  function take(me) {
    why = me.may_watch ? null : me.why ?? 'signed_out';
    told({ mayWatch: Boolean(me.may_watch), watermark: me.name ?? '' });
    if (!why) {
      dismissed = null;
      return hideCard(CARD);
    }
    // Asked every minute: who reads the card keeps their place on it.
    if (why === dismissed || (why === shown && shownCard() === CARD)) return undefined;
    shown = why;
    if (why === 'signed_out') endLoading();
    return showCard(CARD, (cards[why] ?? cards.signed_out)(me));
  }

  return {
    take,
    link: (state) => {
      came ||= state === 'up';
      if (came) hideCard(AWAY);
    },
    // Nothing came since the page was opened.
    late: () => {
      if (came || shownCard()) return;
      showCard(AWAY, { title: say('away_title'), text: say('away'), buttons: [again, plain] });
      hub.askMe();
    },
  };
}

openAccess.broken = () => showCard('broken', { title: say('broken_title'), text: say('broken'), buttons: [again, plain] });
