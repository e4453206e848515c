// Draws when there is a reason to: a new picture, a touch, a fade, a moment the stage named. Else nothing runs.

const LATER_MAX_MS = 60000;
const FPS_OVER_MS = 1000;

export class Loop {
  after = () => {};
  #program;
  #clock;
  #asked = false;
  #timer = 0;
  #due_ms = Infinity;  // of the timer
  #paused = false;
  #drawn = [];  // moments of the last second's frames
  #count = 0;

  constructor(program, clock) {
    this.#program = program;
    this.#clock = clock;
  }

  wake() {
    if (this.#asked || this.#paused) return;
    this.#asked = true;
    requestAnimationFrame(() => { this.#asked = false; this.draw(); });
  }

  // A frame within so many milliseconds is soon enough.
  wakeWithin(ms) {
    const due_ms = this.#clock.ticks() + ms;
    if (this.#asked || this.#paused || due_ms >= this.#due_ms) return;
    this.#setTimer(ms, due_ms);
  }

  #setTimer(ms, due_ms) {
    clearTimeout(this.#timer);
    this.#due_ms = due_ms;
    this.#timer = setTimeout(() => this.wake(), ms);
  }

  pause(paused) {
    this.#paused = paused;
    clearTimeout(this.#timer);
    this.#due_ms = Infinity;
    if (!paused) this.wake();
  }

  draw() {
    if (this.#paused) return;
    const now = this.#clock.ticks();
    const later = this.#program.frame(now, this.#clock.now());
    this.#count += 1;
    this.#drawn = [...this.#drawn.filter((at) => at > now - FPS_OVER_MS), now];
    this.after();
    const pause_ms = Math.min(later, LATER_MAX_MS);
    this.#setTimer(Math.max(0, pause_ms), now + pause_ms);
    if (later <= 0) this.wake();
  }

  figures() {
    const now = this.#clock.ticks();
    return { drawn: this.#count, fps: this.#drawn.filter((at) => at > now - FPS_OVER_MS).length };
  }
}
