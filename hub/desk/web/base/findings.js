// What the rules still miss, grouped as people would do it: twelve missing checks are one thing to do.
import { say } from './say.js';
import { endText, goodsName, kindWord } from '../kinds/kinds.js';

const RANKS = { breach: 0, todo: 1, warning: 2 };
// By the kind of record that is missing or wrong: where it is done.
const PLACES = {
  morning_check: () => ['check'], clearance: () => ['check'], absence: () => ['check'], delivery: () => ['delivery'], meal: () => ['meal'],
  sample: () => ['sample'], disinfection: () => ['disinfection'], storage_check: () => ['temperature', 'store'],
  core_temperature: () => ['temperature', 'core'],
  holding: () => ['temperature', 'holding'], waste: () => ['waste'], nothing: () => ['nothing'], notice: () => ['notices'],
  person: ({ thing }) => (thing ? ['record', thing] : ['list', 'person']),
  supplier: ({ thing }) => (thing ? ['record', thing] : ['list', 'supplier']),
  store: () => ['temperature', 'store'],
};

// A wrong record is opened itself; a missing one is entered.
export function placeOf(finding, day) {
  if (isOver(finding)) return ['delivery', 'finish'];
  const record = finding.severity !== 'todo' && finding.thing ? day.records(finding.kind).find(({ thing }) => thing === finding.thing)
    : null;
  if (record) return ['record', record.thing, record.day];
  return PLACES[finding.kind]?.(finding) ?? null;
}

export const findingText = (finding) => say(finding.text_zh, finding.text_en);

// Goods past their date: not what is missing from a form, but what became of them.
export const isOver = ({ word }) => word === 'shelf-life-over';

const ALIKE_MIN = 3;  // so many warnings of one sort are one line, too
const NAMES_SHOWN = 6;

// Goods without their batch: the line is to be read at a glance.
const nameOf = (one, day) => (isOver(one) && day.nameOf(one.thing)) || one.subject || one.detail || day.nameOf(one.thing);
const namesOf = (list, day) => [...new Set(list.map((one) => nameOf(one, day)).filter(Boolean))];

// Of goods that the desk knows it asks itself, with the day as people say it.
function goodsLine(line, goods) {
  if (!goods) return line;
  const name = goodsName(goods.body), end = endText(goods.body);
  return { ...line, goods, text: say(`${name}${end}：用完了，还是还在？`, `${name}, ${end}: used up, or still there?`) };
}

// One line for findings that are done, or looked at, together.
function lineOf(key, list, day) {
  const [first] = list;
  const due = list.map((one) => one.due).filter(Boolean).sort()[0];
  const line = { key, severity: first.severity, place: placeOf(first, day), due, more: '', text: findingText(first) };
  if (list.length === 1) return isOver(first) ? goodsLine(line, day.thing(first.thing)) : line;
  const names = namesOf(list, day);
  line.more = names.slice(0, NAMES_SHOWN).join(say('、', ', ')) + (names.length > NAMES_SHOWN ? '…' : '');
  line.text = isOver(first) ? say(`${list.length} 批货到期：用完了，还是还在？`,
    `${list.length} deliveries are past their date: used up, or still there?`)
    : first.severity === 'todo' ? say(`${kindWord(first.kind)}：还有 ${list.length} 项`, `${kindWord(first.kind)}: ${list.length} left`)
    : say(`${first.rule}：${list.length} 项`, `${list.length} × ${findingText(first)}`);
  if (first.severity !== 'todo') line.place = ['warnings'];
  return line;
}

// [{ key, severity, text, more, place, due, goods }]: what is wrong, then what is to do, then what is coming.
export function groupFindings(findings, day) {
  const groups = new Map();
  for (const finding of findings) {
    const key = finding.severity === 'todo' ? `todo ${isOver(finding) ? finding.word : finding.kind}`
      : `${finding.severity} ${finding.word}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].flatMap(([key, list]) => (list.length >= ALIKE_MIN || list[0].severity === 'todo' ? [lineOf(key, list, day)]
    : list.map((one) => lineOf(one.key, [one], day)))).sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
