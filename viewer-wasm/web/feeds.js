// The cameras' players: opened and closed as the program wishes, tried again when they fail, told of every picture.
import { Player, playsBySources } from './player.js';
import { LOOK_EVERY_MS, Stillness } from './still.js';

const WAIT_MIN_MS = 500, WAIT_MAX_MS = 30000;
const SOON_MS = 45;             // a small picture may wait that long for the big one's frame
const NETWORK_OVER_MS = 30000;  // the network's width is judged over this time
const REFUSED = new Set([401, 403, 503]);

export class Feeds {
  firstPicture;
  #first;
  #parts;             // { program, hub, clock, loop }
  #cameras = [];      // as the site names them
  #players = new Map();  // '2/main' → { camera, main, player, at_ms, wall_ms, wait_ms, timer }
  #stillness = [];    // per camera: { judge, looked_ms }
  #samples = [];      // { at, bytes, ms }
  #blocked = new Set();
  #counts = { opened: 0, failed: 0 };
  #codec = document.createElement('video');

  constructor(parts) {
    this.#parts = parts;
    this.firstPicture = new Promise((done) => { this.#first = done; });
    const unblock = () => {
      const waiting = [...this.#blocked];
      this.#blocked.clear();
      for (const player of waiting) player.play();
      this.#parts.program.wantsTouch(false);
    };
    // Web views that want a touch, or their own sign, before anything plays.
    addEventListener('pointerup', unblock);
    addEventListener('keydown', unblock);
    document.addEventListener('WeixinJSBridgeReady', unblock);
  }

  // A camera that stays keeps its judge: a new one would take a frozen picture for a change.
  setSite(site) {
    const judges = new Map(this.#cameras.map(({ id }, camera) => [id, this.#stillness[camera]]));
    this.#cameras = site.cameras;
    this.#stillness = site.cameras.map(({ id }) => judges.get(id) ?? { judge: new Stillness(), looked_ms: 0 });
  }

  canPlay(codecs) {
    const type = `video/mp4; codecs="${codecs}"`;
    return playsBySources ? (window.ManagedMediaSource ?? window.MediaSource).isTypeSupported(type) : this.#codec.canPlayType(type) !== '';
  }

  // Plays exactly these streams of a camera.
  play(camera, main, sub) {
    this.#set(camera, true, main);
    this.#set(camera, false, sub);
  }

  picture(camera, main) {
    const player = this.#players.get(`${camera}/${main}`)?.player;
    return player && player.video.readyState >= 2 ? player.video : null;
  }

  // When the hub had the picture that is shown of a camera, by id.
  shownWall(id) {
    const camera = this.#cameras.findIndex((known) => known.id === id);
    return this.#players.get(`${camera}/true`)?.wall_ms || this.#players.get(`${camera}/false`)?.wall_ms || 0;
  }

  show(shown) {
    if (shown) this.#stillness.forEach((look) => { look.judge = new Stillness(); });
  }

  // After a context's loss: what is on the screen now must be copied once more, and is as old as it is.
  drawAgain() {
    for (const open of this.#players.values()) if (open.player && open.at_ms) this.#tell(open, open.at_ms);
  }

  // What failed is tried at once: the hub is back, or says that the camera is.
  retry(id, state) {
    if (state && state !== 'live') return;
    for (const open of this.#players.values()) {
      if (!open.player && (!id || this.#cameras[open.camera]?.id === id)) this.#open(open);
    }
  }

  #set(camera, main, wanted) {
    const key = `${camera}/${main}`;
    const open = this.#players.get(key);
    if (Boolean(open) === wanted) return;
    if (wanted) {
      const fresh = { camera, main, player: null, at_ms: 0, wall_ms: 0, wait_ms: WAIT_MIN_MS, timer: 0 };
      this.#players.set(key, fresh);
      this.#open(fresh);
      return;
    }
    clearTimeout(open.timer);
    this.#blocked.delete(open.player);
    open.player?.close();
    this.#players.delete(key);
    this.#stillness[camera] = { judge: new Stillness(), looked_ms: 0 };
  }

  #open(open) {
    clearTimeout(open.timer);
    const streams = this.#cameras[open.camera];
    const url = (open.main ? streams?.main : streams?.sub)?.live;
    if (!url) return;
    this.#counts.opened += 1;
    open.player = new Player(url, {
      picture: (_, at_ms, wall_ms) => this.#take(open, at_ms, wall_ms),
      ended: (_, why) => this.#lose(open, why),
      loaded: (bytes, ms) => this.#measure(bytes, ms),
      blocked: (player) => this.#block(player),
    });
    if (!open.main) this.#askRate(open.camera);
  }

  #block(player) {
    this.#blocked.add(player);
    this.#parts.program.wantsTouch(true);
    this.#parts.loop.wake();
  }

  #take(open, at_ms, wall_ms) {
    const { loop, program } = this.#parts;
    open.wait_ms = WAIT_MIN_MS;
    open.at_ms = at_ms;
    open.wall_ms = wall_ms;
    this.#tell(open, at_ms);
    const look = this.#stillness[open.camera];
    if (at_ms - look.looked_ms >= LOOK_EVERY_MS) {
      look.looked_ms = at_ms;
      if (look.judge.changes(open.player.video)) program.changed(open.camera, at_ms);
    }
    if (open.main) loop.wake();
    else loop.wakeWithin(SOON_MS);
    this.#first();
  }

  #tell(open, at_ms) {
    const { program, clock } = this.#parts;
    const { videoWidth, videoHeight } = open.player.video;
    program.picture(open.camera, open.main, at_ms, open.wall_ms, clock.now(), videoWidth, videoHeight);
  }

  #lose(open, { status, codec }) {
    const { program, hub, loop } = this.#parts;
    open.player = null;
    this.#counts.failed += 1;
    if (codec) program.cannotPlay(open.camera, open.main);
    if (REFUSED.has(status)) hub.askMe();
    open.timer = setTimeout(() => this.#open(open), open.wait_ms * (1 + Math.random() / 4));
    open.wait_ms = Math.min(2 * open.wait_ms, WAIT_MAX_MS);
    loop.wake();
  }

  #measure(bytes, ms) {
    const at = performance.now();
    this.#samples = [...this.#samples.filter((sample) => sample.at > at - NETWORK_OVER_MS), { at, bytes, ms }];
    const sum = (what) => this.#samples.reduce((total, sample) => total + sample[what], 0);
    this.#parts.program.bandwidth(8000 * sum('bytes') / sum('ms'));
  }

  // The multivariant playlist has the main stream's measured rate.
  async #askRate(camera) {
    const path = this.#cameras[camera].main?.live;
    const text = await fetch(path.replace(/main\/index\.m3u8$/, 'index.m3u8')).then((answer) => (answer.ok ? answer.text() : '')).catch(() => '');
    const rate = /BANDWIDTH=(\d+)[^\n]*\n[^\n]*main\/index\.m3u8/.exec(text)?.[1];
    if (rate) this.#parts.program.mainRate(camera, Number(rate));
  }

  figures() {
    const players = [...this.#players.values()].map(({ camera, main, player, wall_ms }) => ({
      id: this.#cameras[camera]?.id, stream: main ? 'main' : 'sub', delay_ms: wall_ms ? Math.round(this.#parts.clock.now() - wall_ms) : null,
      ...player?.figures() }));
    return { open: players, ...this.#counts };
  }
}
