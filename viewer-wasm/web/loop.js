// Draws when there is a reason to: a new picture, a touch, a fade, a moment the stage named. Else nothing runs.

const LATER_MAX_MS = 60000;
const FPS_OVER_MS = 1000;

export class Loop {
  after = () => {};
  #program;
  #clock;
  #asked = false;
  #timer = 0;
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
    if (this.#asked || this.#paused) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
  }

  pause(paused) {
    this.#paused = paused;
    clearTimeout(this.#timer);
    if (!paused) this.wake();
  }

  draw() {
    if (this.#paused) return;
    clearTimeout(this.#timer);
    const now = this.#clock.ticks();
    const later = this.#program.frame(now, this.#clock.now());
    this.#count += 1;
    this.#drawn = [...this.#drawn.filter((at) => at > now - FPS_OVER_MS), now];
    this.after();
    if (later <= 0) this.wake();
    else this.#timer = setTimeout(() => this.wake(), Math.min(later, LATER_MAX_MS));
  }

  figures() {
    const now = this.#clock.ticks();
    return { drawn: this.#count, fps: this.#drawn.filter((at) => at > now - FPS_OVER_MS).length };
  }
}
