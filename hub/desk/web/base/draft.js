// What somebody has typed and not yet saved, kept over a reload, a call or a wrong button.
import { useRef, useState } from '../kit.js';
import { keep, restored } from '../kept.js';

const AGE_MAX_MS = 12 * 3600000;

// [body, change(parts), done()]: like useState, but the words come back.
export function useDraft(name, fresh) {
  const key = `desk.draft.${name}`;
  const [body, set] = useState(() => {
    const kept = restored(key, null);
    return kept && Date.now() - kept.at_ms < AGE_MAX_MS ? kept.body : fresh();
  });
  const now = useRef(body);
  const change = (parts) => {
    now.current = typeof parts === 'function' ? parts(now.current) : { ...now.current, ...parts };
    keep(key, { at_ms: Date.now(), body: now.current });
    set(now.current);
  };
  const done = () => {
    keep(key, null);
    set(now.current = fresh());
  };
  return [body, change, done];
}
