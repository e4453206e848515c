// The WebAssembly program's exports with JavaScript's types: bytes and texts in, texts and numbers out.
import createSunhall from './sunhall_page.js';

const WASM = 'sunhall_page.wasm';
const LINKS = { up: 0, connecting: 1, away: 2 };
const PHASES = { down: 0, move: 1, up: 2, cancel: 3 };

export class Program {
  #wasm;

  // fetchFile(name) answers a Response.
  static async load(here, fetchFile) {
    const program = new Program();
    await new Promise((done, failed) => {
      createSunhall({
        locateFile: (file) => new URL(file, here).href,
        host: null,
        instantiateWasm: (imports, take) => {
          instantiate(fetchFile, imports).then(({ instance, module }) => take(instance, module), failed);
          return {};
        },
      }).then((wasm) => { program.#wasm = wasm; done(); }, failed);
    });
    return program;
  }

  set host(host) { this.#wasm.host = host; }

  // Lends bytes to a call: they are copied in, and freed after it.
  #lend(bytes, call) {
    const at = this.#wasm._malloc(bytes.length || 1);
    this.#wasm.HEAPU8.set(bytes, at);
    try {
      return call(at, bytes.length);
    } finally {
      this.#wasm._free(at);
    }
  }

  #lendText(text, call) {
    const at = this.#wasm.stringToNewUTF8(text);
    try {
      return call(at);
    } finally {
      this.#wasm._free(at);
    }
  }

  #text(pointer) { return this.#wasm.UTF8ToString(pointer); }

  open(regular, bold) {
    return this.#lend(regular, (a, a_bytes) => this.#lend(bold, (b, b_bytes) => this.#wasm._sunhall_open(a, a_bytes, b, b_bytes)));
  }
  contextLost() { this.#wasm._sunhall_context_lost(); }
  contextRestored() { return this.#wasm._sunhall_context_restored(); }

  site(text) { return this.#lend(new TextEncoder().encode(text), (at, bytes) => this.#wasm._sunhall_site(at, bytes)); }
  today(text) { return this.#lend(new TextEncoder().encode(text), (at, bytes) => this.#wasm._sunhall_today(at, bytes)); }
  todayAway() { this.#wasm._sunhall_today_away(1); }
  reader(english, percent, mayWatch, watermark) {
    this.#lend(new TextEncoder().encode(watermark), (at, bytes) => this.#wasm._sunhall_reader(+english, percent, +mayWatch, at, bytes));
  }

  resize(width, height, ratio, { top, right, bottom, left }) { this.#wasm._sunhall_resize(width, height, ratio, top, right, bottom, left); }
  shown(shown) { this.#wasm._sunhall_shown(+shown); }
  link(state) { this.#wasm._sunhall_link(LINKS[state]); }
  bandwidth(bits_per_s) { this.#wasm._sunhall_bandwidth(bits_per_s); }

  pointer(id, phase, x, y, at_ms) { this.#wasm._sunhall_pointer(id, PHASES[phase], x, y, at_ms); }
  wheel(x, y, factor) { this.#wasm._sunhall_wheel(x, y, factor); }
  key(word) { return this.#lendText(word, (at) => this.#wasm._sunhall_key(at)); }
  press(act) { this.#lendText(act, (at) => this.#wasm._sunhall_press(at)); }
  showCamera(id) { this.#lendText(id, (at) => this.#wasm._sunhall_show_camera(at)); }
  notice(text) { this.#lendText(text, (at) => this.#wasm._sunhall_notice(at)); }
  openPanel(word) { this.#lendText(word, (at) => this.#wasm._sunhall_open_panel(at)); }

  // Draws; answers in how many milliseconds something changes by itself.
  frame(ticks_ms, wall_ms) { return this.#wasm._sunhall_frame(ticks_ms, wall_ms); }

  picture(camera, main, at_ms, wall_ms, now_ms, width, height) {
    this.#wasm._sunhall_picture(camera, +main, at_ms, wall_ms, now_ms, width, height);
  }
  changed(camera, at_ms) { this.#wasm._sunhall_changed(camera, at_ms); }
  wantsTouch(wants) { this.#wasm._sunhall_wants_touch(+wants); }
  cannotPlay(camera, main) { this.#wasm._sunhall_cannot_play(camera, +main); }
  mainRate(camera, bits_per_s) { this.#wasm._sunhall_main_rate(camera, bits_per_s); }
  hubState(id, state) { this.#lendText(id, (a) => this.#lendText(state, (b) => this.#wasm._sunhall_hub_state(a, b))); }

  font(bold, bytes) { return this.#lend(bytes, (at, size) => this.#wasm._sunhall_font(+bold, at, size)); }
  giveUp(bold, code) { this.#wasm._sunhall_give_up(+bold, code); }

  outline(ticks_ms, wall_ms) { return this.#text(this.#wasm._sunhall_outline(ticks_ms, wall_ms)); }
  alerts() { return this.#text(this.#wasm._sunhall_alerts()); }
  figures() {
    return { ...JSON.parse(this.#text(this.#wasm._sunhall_figures(performance.now()))), heap_bytes: this.#wasm.HEAPU8.length };
  }
  textPercent() { return this.#wasm._sunhall_text_percent(); }
}

async function instantiate(fetchFile, imports) {
  const response = await fetchFile(WASM);
  const streams = WebAssembly.instantiateStreaming && response.headers.get('Content-Type') === 'application/wasm';
  if (streams) return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);  // a web view that cannot, or a server that does not say
}
