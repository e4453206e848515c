// Preact and htm as the desk uses them: templates without a build step, hooks, and nothing else.
import { Fragment, createContext, h, render } from './preact.js';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from './hooks.js';
import htm from './htm.js';

export const html = htm.bind(h);
export { Fragment, createContext, render, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState };

// All parts of the running desk: hub, outbox, sender, day, clock.
export const DeskContext = createContext(null);
export const useDesk = () => useContext(DeskContext);

// Draws the component anew whenever one of these says that it has changed.
export function useNews(...sources) {
  const [, count] = useState(0);
  useEffect(() => {
    const ends = sources.map((source) => source.on(() => count((n) => n + 1)));
    return () => ends.forEach((end) => end());
  }, sources);
}
