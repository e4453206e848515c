// One record in a list: what, how much, when, and whether it is well.
import { html, useDesk } from '../kit.js';
import { say } from '../base/say.js';
import { kindOf, kindWord, momentText, summaryOf, titleOf } from '../kinds/kinds.js';
import { Icon } from './icon.js';
import { Row, Verdict, Waiting, worst } from './pieces.js';

// Somebody who was rightly sent home breaks no rule; still the row must say it.
const isOff = ({ kind, body }) => kind === 'morning_check' && body?.outcome === 'off_post';
const OffPost = () => html`<span class="verdict bad"><${Icon} name="cross" size=${18} />${say('离岗', 'Off post')}</span>`;

export function RecordRow({ record, withKind }) {
  const { day } = useDesk();
  const verdict = worst(record.verdicts);
  const text = [withKind && kindWord(record.kind), momentText(record), summaryOf(record, day)].filter(Boolean).join(' · ');
  return html`<${Row} icon=${kindOf(record.kind)?.icon} title=${titleOf(record, day)} text=${text}
    path=${['record', record.thing, record.day]}
    right=${record.is_waiting ? html`<${Waiting} />` : isOff(record) ? html`<${OffPost} />` : verdict
      && html`<${Verdict} verdict=${verdict} />`} />`;
}
