// Somebody is not well: symptoms as big buttons, and off post they go. And their way back.
import { html, useDesk, useNews, useState } from '../kit.js';
import { say } from '../base/say.js';
import { isoNow } from '../base/times.js';
import { leaveTo } from '../base/route.js';
import { useDraft } from '../base/draft.js';
import { add } from '../parts/acts.js';
import { Field, SaveBar, problemsOf, showProblem, tidyBody } from '../parts/form.js';
import { Icon } from '../parts/icon.js';
import { Head } from '../parts/pieces.js';
import { EVENTS } from '../kinds/events.js';

const FEVER_C = 37.3;
const { fields } = EVENTS.morning_check;
const field = (name) => fields.find((one) => one.name === name);

// What the rules will say; nobody with a symptom stays on post.
const reasonOff = ({ symptoms = [], temperature_c }, fever_c) => {
  if (temperature_c >= fever_c) return say(`体温 ${temperature_c} °C：离岗`, `${temperature_c} °C: off post`);
  return symptoms.length ? say('有症状：离岗', 'Symptoms: off post') : '';
};

export function CheckPersonScreen({ person }) {
  const desk = useDesk();
  useNews(desk.day);
  const [body, change, done] = useDraft(`check.${person}`, () => ({ person, symptoms: [] }));
  const [problems, setProblems] = useState({});
  const reason = reasonOff(body, desk.day.sheet?.limits?.fever_c ?? FEVER_C);
  const outcome = reason ? 'off_post' : body.outcome;
  async function save() {
    const found = { ...problemsOf(fields, body), ...(outcome ? {} : { outcome: say('请选「合格」或「离岗」', 'Please choose passed or off post') }) };
    setProblems(found);
    if (Object.keys(found).length) return showProblem(found);
    const name = desk.day.nameOf(person);
    const words = outcome === 'passed' ? say(`${name} 合格`, `${name} passed`) : say(`${name} 离岗`, `${name} is off post`);
    if (!await add(desk, 'morning_check', tidyBody(fields, { ...body, outcome, checked_at: isoNow() }), { words })) return undefined;
    done();
    return leaveTo('check');
  }
  return html`<${Head} title=${desk.day.nameOf(person)} from=${['check']} />
    <div class="form">${['symptoms', 'temperature_c'].map((name) => html`<${Field} key=${name} field=${field(name)} body=${body}
      change=${change}
      problem=${problems[name]} />`)}
      ${reason ? html`<p class="told bad" role="status"><${Icon} name="cross" />${reason}</p>`
    : html`<${Field} field=${field('outcome')} body=${body} change=${change} problem=${problems.outcome} />`}
      ${['hygiene', 'photos', 'note'].map((name) => html`<${Field} key=${name} field=${field(name)} body=${body} change=${change}
        problem=${problems[name]} />`)}</div>
    <${SaveBar} onSave=${save} word=${reason ? say('登记离岗', 'Record off post') : undefined} />`;
}

export function ClearScreen({ person }) {
  const desk = useDesk();
  useNews(desk.day);
  const [body, change, done] = useDraft(`clear.${person}`, () => ({ person, by: desk.hub.me?.name }));
  const clearance = EVENTS.clearance.fields;
  async function save() {
    const name = desk.day.nameOf(person);
    if (!await add(desk, 'clearance', tidyBody(clearance, { ...body, cleared_at: isoNow() }), { words: say(`${name} 复岗`,
      `${name} is back on post`) })) return;
    done();
    leaveTo('check');
  }
  return html`<${Head} title=${say(`${desk.day.nameOf(person)} 复岗`, `${desk.day.nameOf(person)}: back on post`)} from=${['check']} />
    <div class="form">${clearance.filter(({ name }) => ['by', 'photos', 'note'].includes(name)).map((one) => html`<${Field} key=${one.name}
      field=${one} body=${body} change=${change} />`)}</div>
    <${SaveBar} onSave=${save} word=${say('登记复岗', 'Record back on post')} />`;
}
