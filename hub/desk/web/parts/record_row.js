// One record in a list: what, how much, when, and whether it is well.
import { html, useDesk } from '../kit.js';
import { kindOf, kindWord, momentText, summaryOf, titleOf } from '../kinds/kinds.js';
import { Row, Verdict, Waiting, worst } from './pieces.js';

export function RecordRow({ record, withKind }) {
  const { day } = useDesk();
  const verdict = worst(record.verdicts);
  const text = [withKind && kindWord(record.kind), momentText(record), summaryOf(record, day)].filter(Boolean).join(' · ');
  return html`<${Row} icon=${kindOf(record.kind)?.icon} title=${titleOf(record, day)} text=${text} path=${['record', record.thing, record.day]}
    right=${record.is_waiting ? html`<${Waiting} />` : verdict && html`<${Verdict} verdict=${verdict} />`} />`;
}
