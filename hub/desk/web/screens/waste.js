// 废弃物: what was handed over, to whom; and 今日无 for whatever there was none of.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { isoNow } from '../base/times.js';
import { keep, restored } from '../kept.js';
import { useDraft } from '../base/draft.js';
import { add } from '../parts/acts.js';
import { Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Head } from '../parts/pieces.js';
import { RecordRow } from '../parts/record_row.js';
import { NothingButton } from '../parts/nothing.js';
import { EVENTS } from '../kinds/events.js';
import { SECTIONS } from '../kinds/words.js';

const { fields } = EVENTS.waste;
// Where today's records of a section are.
export const SECTION_KINDS = { deliveries: 'delivery', waste: 'waste', disinfections: 'disinfection', meals: 'meal', notices: 'notice' };

export function WasteScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  const [body, change, done] = useDraft('waste', () => ({ collector: restored('desk.collector', undefined) }));
  const [problems, setProblems] = useState({});
  const list = desk.day.records('waste').reverse();
  async function save() {
    const found = problemsOf(fields, body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (!await add(desk, 'waste', tidyBody(fields, { ...body, collected_at: body.collected_at ?? isoNow() }))) return undefined;
    keep('desk.collector', body.collector);
    return done();
  }
  return html`<${Head} title=${say('废弃物', 'Waste')} />
    <div class="form"><${Fields} fields=${fields} body=${body} change=${change} problems=${problems}
      first=${['waste_kind', 'amount_kg', 'collector']} /></div>
    <${SaveBar} onSave=${save} />
    ${list.length ? html`<h2>${say('今天', 'Today')}</h2><div class="rows">${list.map((record) => html`<${RecordRow} key=${record.thing}
      record=${record} />`)}</div>` : html`<${NothingButton} section="waste" />`}`;
}

export function NothingScreen() {
  const desk = useDesk();
  useNews(desk.day, desk.sender, desk.outbox);
  return html`<${Head} title=${say('今日无', 'None today')} />
    <p class="hint">${say('今天真的没有的，点一下。不点就是「还没登记」。',
      'Tap what there really was none of today. Without it, it counts as not yet recorded.')}</p>
    <div class="nothings">${SECTIONS.map(([section, zh, en]) => {
    const count = desk.day.records(SECTION_KINDS[section]).length;
    return count ? html`<div class="told"
      key=${section}>${say(`${zh}：今天有 ${count} 条`, `${en}: ${count} today`)}</div>` : html`<${NothingButton}
      key=${section} section=${section} />`;
  })}</div>`;
}
