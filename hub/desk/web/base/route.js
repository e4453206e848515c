// Where the reader is: #/screen/more. The browser's back button goes back.
import { useEffect, useState } from '../kit.js';

const parse = () => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);

export const to = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;
export const go = (...parts) => { location.hash = to(...parts); };
// Where a form leads when it is done: the form itself is no place to come back to.
export const leaveTo = (...parts) => location.replace(to(...parts));
// Back where the reader came from, or to a screen when the desk was opened right here.
export const back = (...parts) => (history.length > 1 ? history.back() : go(...parts));

// The screens that record something: whoever only reads, as an inspector, has none of them.
export const WRITES = new Set(['check', 'clear', 'delivery', 'disinfection', 'meal', 'sample', 'temperature', 'waste', 'nothing', 'correct',
  'add']);

export function useRoute() {
  const [parts, set] = useState(parse);
  useEffect(() => {
    const changed = () => {
      set(parse());
      scrollTo(0, 0);
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parts;
}
