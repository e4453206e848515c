// 通知: what the hall screen and the families' page tell everybody.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { dateTimeText, isPast, isoAfter, isoNow } from '../base/times.js';
import { useDraft } from '../base/draft.js';
import { add, withdraw } from '../parts/acts.js';
import { Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Head } from '../parts/pieces.js';
import { NothingButton } from '../parts/nothing.js';
import { EVENTS } from '../kinds/events.js';
import { LEVELS, wordOf } from '../kinds/words.js';

const { fields } = EVENTS.notice;
const HOURS = 24;

export function NoticesScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const [body, change, done] = useDraft('notice', () => ({ level: 'info', from: isoNow(), until: isoAfter(isoNow(), HOURS) }));
  const [problems, setProblems] = useState({});
  async function save() {
    const found = problemsOf(fields, body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (await add(desk, 'notice', tidyBody(fields, body), { words: say('通知已发布', 'The notice is out') })) done();
    return undefined;
  }
  const list = desk.day.records('notice').reverse();
  return html`<${Head} title=${say('通知', 'Notices')} from=${['manage']} /><p
    class="hint">${say('大厅屏幕和家属手机上都会显示，请不要写人名和病情。', 'Shown in the hall and to families: no names, no illnesses, please.')}</p>
    <div class="form"><${Fields} fields=${fields} body=${body} change=${change} problems=${problems} first=${['text', 'level', 'until']} />
      </div>
      <${SaveBar} onSave=${save} word=${say('发布', 'Publish')} />
    ${list.length ? html`<h2>${say('今天的通知', 'Today\'s notices')}</h2><ul
      class="cards">${list.map((record) => html`<li key=${record.thing}><p
      class="row-title">${record.body.text}</p><p class="row-text">${sayPair(wordOf(LEVELS, record.body.level))}
      ${record.body.until ? say(` · 到 ${dateTimeText(record.body.until)}`, ` · until ${dateTimeText(record.body.until)}`)
        : ''}${isPast(record.body.until)
        ? say(' · 已结束', ' · over') : ''}</p><div class="buttons"><button type="button" onClick=${() => withdraw(desk, record, say('不再需要',
        'No longer needed'))}>${say('收回', 'Take back')}</button></div></li>`)}</ul>` : html`<${NothingButton} section="notices" />`}`;
}
