// Asks the hub for something while a screen is shown; asks again when told to, or when `news` says so.
import { useDesk, useEffect, useState } from '../kit.js';
import { errorText } from '../base/hub.js';

// { answer, error, again }; path null: nothing is asked.
export function useAsk(path, news = null) {
  const { hub } = useDesk();
  const [state, set] = useState({ path: null, answer: null, error: '' });
  const [turn, setTurn] = useState(0);
  const again = () => setTurn((n) => n + 1);
  useEffect(() => news?.on(again), [news]);
  useEffect(() => {
    let is_over = false;
    if (path === null) return undefined;
    hub.get(path).then((answer) => { if (!is_over) set({ path, answer, error: '' }); },
      (error) => { if (!is_over) set((before) => ({ path, answer: before.path === path ? before.answer : null,
        error: errorText(error) })); });
    return () => { is_over = true; };
  }, [path, turn]);
  return { answer: state.path === path ? state.answer : null, error: state.path === path ? state.error : '', again };
}
