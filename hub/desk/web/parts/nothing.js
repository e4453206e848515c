// 今日无: says expressly that there was none today, which is not the same as nobody having written anything.
import { html, useDesk } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { add, withdraw } from './acts.js';
import { Icon } from './icon.js';
import { SECTIONS, wordOf } from '../kinds/words.js';

export const nothingOf = (day, section) => day.records('nothing').find(({ body }) => body.section === section);

export function NothingButton({ section }) {
  const desk = useDesk();
  const record = nothingOf(desk.day, section);
  const word = sayPair(wordOf(SECTIONS, section));
  if (record) {
    return html`<div class="told good"><${Icon} name="check" />${say(`已登记：今日无${word}`, `Recorded: no ${word.toLowerCase()} today`)}
      <button type="button" class="inline"
        onClick=${() => withdraw(desk, record, say('点错了', 'Tapped by mistake'))}>${say('撤销', 'Undo')}</button>
        </div>`;
  }
  return html`<button type="button" class="wide"
    onClick=${() => add(desk, 'nothing', { section }, { words: say(`今日无${word}`, `No ${word.toLowerCase()} today`) })}>
    <${Icon} name="none" />${say(`今日无${word}`, `No ${word.toLowerCase()} today`)}</button>`;
}
