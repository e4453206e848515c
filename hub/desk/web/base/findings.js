// What the rules still miss, grouped as people would do it: twelve missing checks are one thing to do.
import { say } from './say.js';
import { kindWord } from '../kinds/kinds.js';

const RANKS = { breach: 0, warning: 1, todo: 2 };
// By the kind of record that is missing or wrong: where it is done.
const PLACES = {
  morning_check: () => ['check'], clearance: () => ['check'], absence: () => ['check'], delivery: () => ['delivery'], meal: () => ['meal'],
  sample: () => ['sample'], disinfection: () => ['disinfection'], storage_check: () => ['temperature', 'store'],
  core_temperature: () => ['temperature', 'core'],
  holding: () => ['temperature', 'holding'], waste: () => ['waste'], nothing: () => ['nothing'], notice: () => ['notices'],
  person: ({ thing }) => (thing ? ['record', thing] : ['list', 'person']), supplier: ({ thing }) => (thing ? ['record', thing] : ['list', 'supplier']),
  store: () => ['temperature', 'store'],
};

// A wrong record is opened itself; a missing one is entered.
export function placeOf(finding, day) {
  const record = finding.severity !== 'todo' && finding.thing ? day.records(finding.kind).find(({ thing }) => thing === finding.thing) : null;
  if (record) return ['record', record.thing, record.day];
  return PLACES[finding.kind]?.(finding) ?? null;
}

export const findingText = (finding) => say(finding.text_zh, finding.text_en);

// [{ key, severity, text, more, count, place, due, finding }], the worst first.
export function groupFindings(findings, day) {
  const groups = new Map();
  for (const finding of findings) {
    const key = finding.severity === 'todo' ? `${finding.severity} ${finding.kind}` : finding.key;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].map(([key, list]) => {
    const [first] = list;
    const due = list.map((one) => one.due).filter(Boolean).sort()[0];
    const common = { key, severity: first.severity, count: list.length, place: placeOf(first, day), due, finding: first };
    if (list.length === 1) return { ...common, text: findingText(first), more: '' };
    const names = [...new Set(list.map((one) => one.subject || one.detail || day.nameOf(one.thing)).filter(Boolean))];
    return { ...common, text: say(`${kindWord(first.kind)}：还有 ${list.length} 项`, `${kindWord(first.kind)}: ${list.length} left`),
      more: names.slice(0, 6).join(say('、', ', ')) + (names.length > 6 ? '…' : '') };
  }).sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
