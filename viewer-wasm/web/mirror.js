// The page in words, for screen readers and find-in-page: what stands there is made by core/stage/outline.h.

const EVERY_MS = 2000;

const mirror = document.getElementById('mirror');
const alerts = document.getElementById('alerts');

export class Mirror {
  #program;
  #clock;
  #html = '';
  #alerts = '';
  #heard = '';    // what was said last
  #due_ms = 0;
  #later = 0;  // a timer, while words wait

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

  // What must be heard is said at once, and the words about it with it; the rest follows every two seconds.
  refresh() {
    const said = this.#program.alerts();
    const changed = said !== this.#alerts;
    if (changed) this.#say(this.#alerts = said);
    const now = this.#clock.ticks();
    if (!changed && now < this.#due_ms) {
      this.#later ||= setTimeout(() => this.#write(), this.#due_ms - now);
      return;
    }
    this.#write();
  }

  // What comes back after a silence was heard: a weak network would have it said for ever.
  #say(said) {
    alerts.textContent = said === this.#heard ? '' : said;
    if (said) this.#heard = said;
  }

  #write() {
    clearTimeout(this.#later);
    this.#later = 0;
    const html = this.#program.outline(this.#clock.ticks(), this.#clock.now());
    if (html !== this.#html) this.#replace(this.#html = html);
    if (html) this.#due_ms = this.#clock.ticks() + EVERY_MS;
  }

  // Whoever stands on a button stays on it, and whoever reads stays where they are: only parts that differ are replaced.
  #replace(html) {
    const held = mirror.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    const made = document.createElement('template');
    made.innerHTML = html;
    const news = made.content.firstElementChild, olds = mirror.firstElementChild;
    if (!news || !olds || olds.lang !== news.lang || olds.childElementCount !== news.childElementCount) mirror.replaceChildren(made.content);
    else [...news.children].forEach((part, at) => { if (!part.isEqualNode(olds.children[at])) olds.children[at].replaceWith(part); });
    const [name, value] = Object.entries(held ?? {})[0] ?? [];
    if (name) [...mirror.querySelectorAll('button')].find((button) => button.dataset[name] === value)?.focus({ preventScroll: true });
  }
}
