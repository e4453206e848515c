// The page in words, for screen readers and find-in-page: what stands there is made by core/stage/outline.h.

const EVERY_MS = 2000;

const mirror = document.getElementById('mirror');
const alerts = document.getElementById('alerts');

export class Mirror {
  #program;
  #clock;
  #html = '';
  #alerts = '';
  #due_ms = 0;

  constructor({ program, clock, loop }) {
    this.#program = program;
    this.#clock = clock;
    mirror.addEventListener('click', (event) => {
      const { camera, panel, act } = event.target.closest('button')?.dataset ?? {};
      if (camera) program.showCamera(camera);
      if (panel) program.openPanel(panel);
      if (act) program.press(act);
      loop.wake();
    });
  }

  refresh() {
    const now = this.#clock.ticks();
    if (now < this.#due_ms) return;
    this.#due_ms = now + EVERY_MS;
    const html = this.#program.outline(now, this.#clock.now());
    if (html !== this.#html) this.#replace(this.#html = html);
    const said = this.#program.alerts();
    if (said !== this.#alerts) alerts.textContent = this.#alerts = said;
  }

  // Whoever stands on a button stays on it.
  #replace(html) {
    const held = mirror.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    mirror.innerHTML = html;
    const [name, value] = Object.entries(held ?? {})[0] ?? [];
    if (name) [...mirror.querySelectorAll('button')].find((button) => button.dataset[name] === value)?.focus({ preventScroll: true });
  }
}
