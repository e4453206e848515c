// Who is due for a morning check today, and how far it is.
import { weekday } from './times.js';
import { WEEK } from '../kinds/words.js';

// Who begins first comes first; who has no hour comes last.
function byShift(a, b) {
  const first = a.shift_starts ?? '99', second = b.shift_starts ?? '99';
  return first === second ? a.name.localeCompare(b.name, 'zh') : first < second ? -1 : 1;
}

const isDue = (body, date) => !body.works || body.works.includes(WEEK[weekday(date)][0]);

// [{ person, check, absence, clearance, state }], by shift; state: due, passed, off_post, cleared, absent.
export function rosterOf(day) {
  const by = (kind) => new Map(day.records(kind).map((record) => [record.body.person, record]));
  const [checks, absences, clearances] = ['morning_check', 'absence', 'clearance'].map(by);
  return day.people().map((person) => {
    const check = checks.get(person.thing), absence = absences.get(person.thing), clearance = clearances.get(person.thing);
    let state = 'due';
    if (check?.body.outcome) state = check.body.outcome;
    else if (absence || !isDue(person.body, day.date)) state = 'absent';
    if (state === 'off_post' && clearance) state = 'cleared';
    return { person, check, absence, clearance, state };
  }).sort((a, b) => byShift(a.person.body, b.person.body));
}
