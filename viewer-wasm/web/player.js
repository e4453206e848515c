// One stream in one muted inline <video>: by hls.js where there are media sources, else by the browser's own HLS.
import Hls from './hls.js';

const LATE_S = 6;                 // further behind than this is no live picture: jump
const JUMP_EVERY_MS = 3000;
const BUFFER_S = 8;
const SETTINGS = {
  lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5, enableWorker: false, backBufferLength: BUFFER_S, maxBufferLength: BUFFER_S,
  liveDurationInfinity: true, testBandwidth: false,
  // A second for each stall would put the picture two seconds back for ever after a slow start.
  liveSyncOnStallIncrease: 0.2,
};
const SILENT_MS = 10000;          // the browser's own HLS can stop without a word
const POLL_MS = 100;              // where requestVideoFrameCallback is missing
const SAMPLE_BYTES_MIN = 8192;    // smaller pieces measure latency, not the network's width
const NO_CODEC = new Set(['manifestIncompatibleCodecsError', 'bufferAddCodecError', 'bufferIncompatibleCodecsError']);

const players = document.getElementById('players');

export const playsBySources = Hls.isSupported();

// told: { picture(player, at_ms, wall_ms), ended(player, { status, codec }), loaded(bytes, ms), blocked(player) }
export class Player {
  #told;
  #hls = null;
  #over = false;
  #recovered = false;
  #timer = 0;
  #jumped_ms = 0;
  #watchdog = 0;
  #shown_ms = performance.now();

  constructor(url, told) {
    this.#told = told;
    this.video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, disableRemotePlayback: true });
    // The attributes, too: web views look at them and not at the properties.
    for (const name of ['muted', 'playsinline', 'webkit-playsinline', 'x5-playsinline', 'disablepictureinpicture']) this.video.setAttribute(name, '');
    players.append(this.video);
    this.#watch();
    if (playsBySources) this.#openSources(url);
    else this.#openNative(url);
  }

  #openSources(url) {
    const hls = this.#hls = new Hls(SETTINGS);
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.play());
    hls.on(Hls.Events.FRAG_LOADED, (_, { frag, part }) => this.#measure((part ?? frag).stats));
    hls.on(Hls.Events.ERROR, (_, error) => this.#fail(error));
    hls.loadSource(url);
    hls.attachMedia(this.video);
  }

  #openNative(url) {
    this.video.addEventListener('error', () => this.#end({ codec: this.video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED }));
    this.#watchdog = setInterval(() => { if (performance.now() - this.#shown_ms > SILENT_MS) this.#end({}); }, SILENT_MS / 5);
    this.video.src = url;
    this.play();
  }

  play() {
    this.video.play().catch((error) => { if (error.name === 'NotAllowedError') this.#told.blocked(this); });
  }

  #measure(stats) {
    const ms = stats.loading.end - stats.loading.first;
    if (stats.total >= SAMPLE_BYTES_MIN) this.#told.loaded(stats.total, Math.max(ms, 1));
  }

  #fail({ fatal, type, details, response }) {
    if (!fatal) return undefined;
    if (NO_CODEC.has(details)) return this.#end({ codec: true });
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !this.#recovered) {
      this.#recovered = true;
      return this.#hls.recoverMediaError();
    }
    return this.#end({ status: response?.code });
  }

  #end(why) {
    if (this.#over) return;
    this.close();
    this.#told.ended(this, why);
  }

  close() {
    this.#over = true;
    clearInterval(this.#timer);
    clearInterval(this.#watchdog);
    this.#hls?.destroy();
    this.#hls = null;
    this.video.removeAttribute('src');
    this.video.load();
    this.video.remove();
  }

  // Calls back for every picture that the browser presents.
  #watch() {
    const { video } = this;
    if (video.requestVideoFrameCallback) {
      const next = (_, { mediaTime }) => {
        if (this.#over) return;
        video.requestVideoFrameCallback(next);
        this.#show(mediaTime);
      };
      video.requestVideoFrameCallback(next);
      return;
    }
    let seen = -1;
    this.#timer = setInterval(() => {
      if (video.readyState < 2 || video.currentTime === seen) return;
      seen = video.currentTime;
      this.#show(seen);
    }, POLL_MS);
  }

  #show(media_s) {
    this.#keepLive();
    this.#shown_ms = performance.now();
    this.#told.picture(this, this.#shown_ms, this.#wall(media_s));
  }

  // When the hub had the picture: 0 when the playlist does not say.
  #wall(media_s) {
    const { video } = this;
    if (this.#hls) {
      const now = this.#hls.playingDate?.getTime() ?? NaN;
      return Number.isFinite(now) ? now + (media_s - video.currentTime) * 1000 : 0;
    }
    const start = video.getStartDate?.().getTime() ?? NaN;
    return Number.isFinite(start) ? start + media_s * 1000 : 0;
  }

  #keepLive() {
    const { video } = this;
    const edge = this.#hls ? this.#hls.liveSyncPosition : video.seekable.length ? video.seekable.end(video.seekable.length - 1) - 2 : null;
    const behind = this.#hls ? this.#hls.latency : edge - video.currentTime;
    const now = performance.now();
    if (!edge || behind <= LATE_S || now - this.#jumped_ms < JUMP_EVERY_MS) return;
    this.#jumped_ms = now;
    video.currentTime = edge;
  }

  figures() {
    return { latency_s: this.#hls?.latency ?? null, rate: this.video.playbackRate, time_s: this.video.currentTime,
      ready: this.video.readyState, size: [this.video.videoWidth, this.video.videoHeight] };
  }
}
