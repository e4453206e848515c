// What people do with records, each kept on the device before it is said to be done.
import { say } from '../base/say.js';
import { today } from '../base/times.js';
import { kindWord, titleOf } from '../kinds/kinds.js';
import { toast } from './toast.js';

const slip = () => say('点错了', 'Tapped by mistake');

const notKept = (error) => {
  console.error(error);
  toast(say('没有存下来：这台设备可能满了', 'Not kept: this device may be full'), { tone: 'bad' });
  return null;
};

// Says what was kept; with the hub away it says that, too.
function tell({ hub }, words, undo) {
  toast(hub.isAway ? say(`${words}（存在本机，联网后自动上传）`, `${words} (kept here, sent when the hub is back)`) : words, { undo });
}

// Adds a record; one tap takes it back. Answers its id, or null when it could not be kept.
export async function add(desk, kind, body, { words, day = today(), silent = false } = {}) {
  try {
    const id = await desk.sender.record({ kind, body, day });
    const undo = { word: say('撤销', 'Undo'), act: () => desk.sender.record({ kind, step: 'withdraw', thing: id, previous: id, day,
      reason: slip() }).catch(notKept) };
    if (!silent) tell(desk, words ?? say(`已记录：${titleOf({ kind, body }, desk.day)}`, `Recorded: ${titleOf({ kind, body }, desk.day)}`),
      undo);
    return id;
  } catch (error) { return notKept(error); }
}

const next = (desk, { kind, thing, id, day }, step, body, reason) => desk.sender.record({ kind, step, thing, previous: id, day, body,
  reason });

async function follow(desk, head, step, { body, reason, words }) {
  try {
    const id = await next(desk, head, step, body, reason);
    tell(desk, words, null);
    return id;
  } catch (error) { return notKept(error); }
}

export const goOn = (desk, head, parts, words) => follow(desk, head, 'go_on', { body: { ...head.body, ...parts },
  words: words ?? say(`已记录：${titleOf(head, desk.day)}`, `Recorded: ${titleOf(head, desk.day)}`) });
export const correct = (desk, head, body, reason) => follow(desk, head, 'correct', { body, reason,
  words: say(`已更正：${kindWord(head.kind)}`, `Corrected: ${kindWord(head.kind)}`) });
export const withdraw = (desk, head, reason) => follow(desk, head, 'withdraw', { body: {}, reason,
  words: say(`已撤销：${kindWord(head.kind)}`, `Withdrawn: ${kindWord(head.kind)}`) });

// Says of goods what became of them, by one tap for one or for many; one tap takes it back.
export async function finish(desk, heads, how, words) {
  try {
    const ids = [];
    for (const head of heads) {
      ids.push(await next(desk, head, 'go_on', { ...head.body, finished_on: desk.day.date, finished_how: how }));
    }
    const back = async () => {
      for (const [at, head] of heads.entries()) await next(desk, { ...head, id: ids[at] }, 'correct', head.body, slip());
    };
    tell(desk, words, { word: say('撤销', 'Undo'), act: () => back().catch(notKept) });
    return ids;
  } catch (error) { return notKept(error); }
}

export function unfinish(desk, head) {
  const { finished_on, finished_how, ...body } = head.body;
  return follow(desk, head, 'correct',
    { body, reason: slip(), words: say(`已撤销：${titleOf(head, desk.day)}`, `Undone: ${titleOf(head, desk.day)}`) });
}
