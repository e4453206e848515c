// Fingers, mouse, wheel and keys, as the stage wants them.
import { pixelRatio } from './screen.js';

const KEYS = {
  ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', Enter: 'ok', ' ': 'ok', Escape: 'back', Backspace: 'back',
  PageUp: 'channel-up', PageDown: 'channel-down',
};
const PRESSES = { '+': 'text-larger', '=': 'text-larger', '-': 'text-smaller' };
const WHEEL_STEP = 0.0015;  // of the zoom's logarithm a pixel
const LINE_PX = 16;

const canvas = document.getElementById('stage');

export function watchInput({ program, loop }) {
  const place = (event) => [event.clientX * pixelRatio(), event.clientY * pixelRatio()];
  const pointer = (phase) => (event) => {
    if (event.pointerType === 'mouse' && event.button > 0) return;
    if (phase === 'down') canvas.setPointerCapture?.(event.pointerId);
    program.pointer(event.pointerId, phase, ...place(event), performance.now());
    loop.wake();
  };
  canvas.addEventListener('pointerdown', pointer('down'));
  canvas.addEventListener('pointermove', (event) => { if (event.buttons || event.pointerType !== 'mouse') pointer('move')(event); });
  canvas.addEventListener('pointerup', pointer('up'));
  canvas.addEventListener('pointercancel', pointer('cancel'));
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const px = event.deltaMode ? event.deltaY * LINE_PX : event.deltaY;
    program.wheel(...place(event), Math.exp(-px * WHEEL_STEP));
    loop.wake();
  }, { passive: false });

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('button, a, input, textarea, video')) return;
    if (document.getElementById('card').hidden === false) return;
    if (event.key in PRESSES) program.press(PRESSES[event.key]);
    else if (!program.key(KEYS[event.key] ?? (/^\d$/.test(event.key) ? `digit-${event.key}` : ''))) return;
    event.preventDefault();
    loop.wake();
  });
}
