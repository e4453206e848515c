// Icons of the desk: lines on a square of 24, drawn here, in the colour of the words beside them.
import { html } from '../kit.js';

const LINES = {
  home: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9', person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 20c.6-4 3.4-6 7-6s6.4 2 7 6',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8', drops: 'M12 4c3 4 4.5 6 4.5 8.5a4.5 4.5 0 0 1-9 0C7.5 10 9 8 12 4M4.5 20h15',
  jar: 'M8 4h8M7 7h10v11a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2zM7 12h10',
  bowl: 'M3.5 11h17a8.5 8.5 0 0 1-17 0M9 20h6M9 7c0-1.5 1.5-1.5 1.5-3M14 7c0-1.5 1.5-1.5 1.5-3',
  thermometer: 'M12 4a2 2 0 0 1 2 2v8a4 4 0 1 1-4 0V6a2 2 0 0 1 2-2M12 10v7', bin: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  none: 'M5 12a7 7 0 1 0 14 0 7 7 0 1 0-14 0M7 17 17 7', warning: 'M12 4 21 19.5H3zM12 10v4.5M12 17v.3',
  check: 'M5 12.5l4.5 4.5L19 7.5', cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11', clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2',
  question: 'M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.3', megaphone: 'M4 10v4h3l8 4V6l-8 4zM18.5 9.5a4 4 0 0 1 0 5',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.3M4 12h.3M4 18h.3', search: 'M10.5 5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M15 15l5 5',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M6 18l2.1-2.1M15.9 8.1 18 6',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  truck: 'M3 7h11v9H3zM14 10h4l3 3v3h-7M7 18.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M17 18.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z', cloud: 'M7 18a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.7 1.2A3.5 3.5 0 0 1 17 18z',
  play: 'M8 5.5v13l10.5-6.5z', back: 'M14.5 5.5 8 12l6.5 6.5', next: 'M9.5 5.5 16 12l-6.5 6.5', plus: 'M12 5v14M5 12h14', minus: 'M5 12h14',
  leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3',
  history: 'M5 5v4.5h4.5M5.5 9.5A7.5 7.5 0 1 1 5 14M12 8.5V13l3 1.5', film: 'M4 6h16v12H4zM8 6v12M16 6v12M4 10h4M4 14h4M16 10h4M16 14h4',
  chat: 'M4 5h16v11h-9l-4 4v-4H4z', eye: 'M3 12c2-4 5-6 9-6s7 2 9 6c-2 4-5 6-9 6s-7-2-9-6M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  key: 'M8.5 11a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M11 12l8-8M16 7l3 3', down: 'M12 5v11M7 12l5 5 5-5M5 20h14',
  up: 'M12 16V5M7 9l5-5 5 5M5 20h14', dot: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
};

export const Icon = ({ name, size = 24 }) => html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true"
  focusable="false"><path d=${LINES[name] ?? LINES.dot} /></svg>`;
