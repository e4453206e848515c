// Does a picture that keeps coming still show something new? Twice a second, on a picture of 64 × 36 cells.
//
// As on the hall screen (docs/feeds.md, "Still pictures") two things are life: a few cells that differ clearly from all that was
// seen lately, or many cells that flicker a little from look to look, which is a sensor's noise.

const WIDTH = 64, HEIGHT = 36, CELLS = WIDTH * HEIGHT;
export const LOOK_EVERY_MS = 500;
const MOVED = 9;            // levels of brightness
const MOVED_CELLS_MIN = 3;
const TOUCHED = 1;
const RESTLESS_CELLS_MIN = 0.3 * CELLS;
const RESTLESS_LOOKS_MIN = 4;
const SEEN_MAX = 3;

const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
const drawing = canvas.getContext('2d', { willReadFrequently: true, alpha: false });

function look(video) {
  drawing.imageSmoothingQuality = 'medium';
  drawing.drawImage(video, 0, 0, WIDTH, HEIGHT);
  const { data } = drawing.getImageData(0, 0, WIDTH, HEIGHT);
  const cells = new Uint8Array(CELLS);
  for (let i = 0; i < CELLS; ++i) cells[i] = (data[4 * i] + 2 * data[4 * i + 1] + data[4 * i + 2]) >> 2;
  return cells;
}

function differing(a, b, levels) {
  let count = 0;
  for (let i = 0; i < CELLS; ++i) count += Math.abs(a[i] - b[i]) >= levels ? 1 : 0;
  return count;
}

export class Stillness {
  #seen = [];
  #last = null;
  #restless = 0;

  // Looks at what the player shows; true when its content changes.
  changes(video) {
    const cells = look(video);
    const before = this.#last;
    this.#last = cells;
    if (!before) {
      this.#seen = [cells];
      return true;
    }
    const flickers = differing(cells, before, TOUCHED) >= RESTLESS_CELLS_MIN;
    this.#restless = flickers ? this.#restless + 1 : 0;
    const moved = this.#seen.every((seen) => differing(cells, seen, MOVED) >= MOVED_CELLS_MIN);
    if (moved) this.#seen = [cells, ...this.#seen].slice(0, SEEN_MAX);
    return moved || this.#restless >= RESTLESS_LOOKS_MIN;
  }
}
