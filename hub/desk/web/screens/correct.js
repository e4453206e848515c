// Corrects a record, or adds one of any kind, with all of its fields.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { useDraft } from '../base/draft.js';
import { back } from '../base/route.js';
import { useAsk } from '../parts/ask.js';
import { add, correct } from '../parts/acts.js';
import { Fields, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Head, Loading } from '../parts/pieces.js';
import { Reason } from './record.js';
import { isMaster, kindOf, kindWord, titleOf } from '../kinds/kinds.js';

export function AddScreen({ kind }) {
  const desk = useDesk();
  useNews(desk.day);
  const { fields } = kindOf(kind);
  const [body, change, done] = useDraft(`add.${kind}`, () => ({}));
  const [problems, setProblems] = useState({});
  async function save() {
    const found = problemsOf(fields, body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    if (!await add(desk, kind, tidyBody(fields, body))) return undefined;
    done();
    return back();
  }
  return html`<${Head} from=${null} title=${say(`添加${kindWord(kind)}`, `Add: ${kindWord(kind)}`)} /><div class="form"><${Fields}
    fields=${fields}
    body=${body} change=${change} problems=${problems} /></div>
    <${SaveBar} onSave=${save} />`;
}

function Correction({ record }) {
  const desk = useDesk();
  const { fields } = kindOf(record.kind);
  const [body, change, done] = useDraft(`correct.${record.id}`, () => record.body);
  const [problems, setProblems] = useState({});
  const [asking, ask] = useState(false);
  const word = isMaster(record.kind) ? say('修改', 'Change') : say('更正', 'Correct');
  const save = () => {
    const found = problemsOf(fields, body);
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    return ask(true);
  };
  async function send(reason) {
    ask(false);
    if (!await correct(desk, record, tidyBody(fields, body), reason)) return;
    done();
    back();
  }
  return html`<${Head} from=${null} title=${say(`${word}：${titleOf(record, desk.day)}`, `${word}: ${titleOf(record, desk.day)}`)} /><div
    class="form">
    <${Fields} fields=${fields} body=${body} change=${change} problems=${problems} /></div>
    <${SaveBar} onSave=${save} word=${word} />
    ${asking && html`<${Reason} title=${isMaster(record.kind) ? say('为什么改？', 'Why the change?') : say('为什么更正？', 'Why the correction?')}
      word=${say('保存', 'Save')} onGo=${send} onClose=${() => ask(false)} />`}`;
}

export function CorrectScreen({ thing, date }) {
  const { day } = useDesk();
  useNews(day);
  const near = day.thing(thing);
  const { answer, error, again } = useAsk(!near && date ? `/api/v1/day?date=${date}` : null);
  const record = near ?? answer?.records.find((one) => one.thing === thing);
  return record ? html`<${Correction} key=${record.thing} record=${record} />` : html`<${Head} from=${null} title=${say('更正', 'Correct')} />
    <${Loading} error=${error} again=${again} />`;
}
